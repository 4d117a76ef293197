'use client';
import { useSyncExternalStore } from 'react';
import { applyTheme, currentTheme, type Theme } from './theme.ts';

function onChange(listener: () => void): () => void {
  window.addEventListener('themechange', listener);
  return () => window.removeEventListener('themechange', listener);
}

/** The chosen theme and how to choose another. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore<Theme>(onChange, currentTheme, () => 'system');
  return [theme, applyTheme];
}
