/** Remembers a choice of the page's frame for a year, where the server can read it before the first paint. */
export function remember(name: 'theme' | 'rail', value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari before 18.4 and in Firefox before 140
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}
