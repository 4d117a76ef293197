import { remember } from '#lib/client/cookie.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What a cookie says; anything else is `system`. */
export function themeFrom(cookie: string | undefined): Theme {
  return themes.find((theme) => theme === cookie) ?? 'system';
}

/** Shows the page in a theme and remembers it. `system` takes the class away, and color-scheme follows the system. */
export function applyTheme(theme: Theme): void {
  const { classList } = document.documentElement;
  classList.remove('light', 'dark');
  if (theme !== 'system') classList.add(theme);
  remember('theme', theme);
  window.dispatchEvent(new CustomEvent('themechange'));
}

/** The theme chosen on this page. */
export function currentTheme(): Theme {
  const { classList } = document.documentElement;
  return classList.contains('dark') ? 'dark' : classList.contains('light') ? 'light' : 'system';
}
