/**
 * The nonce of the page as it was loaded, for styles that a library writes into it (browser only; empty where no policy
 * asks for one). Taken from our own script: what the server gives a later part of the page belongs to another request.
 */
export const pageNonce = (): string => document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
