'use client';
import { useEffect } from 'react';
import { isTyping } from '../is-typing.ts';

export type InboxKeys = {
  /** One case further (1) or back (-1). */
  walk: (by: 1 | -1) => void;
  pick: () => void;
  pickNone: () => void;
  decidePicked: () => void;
  search: () => void;
  help: () => void;
};

/** The keys of the list. Those of a decision belong to the decision bar. */
export function useInboxKeys({ walk, pick, pickNone, decidePicked, search, help }: InboxKeys): void {
  useEffect(() => {
    const does: Record<string, () => void> = {
      j: () => walk(1),
      k: () => walk(-1),
      x: pick,
      d: decidePicked,
      Escape: pickNone,
      '/': search,
      '?': help,
    };
    const press = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const act = does[event.key];
      if (!act) return;
      // Else the key would be typed into the field that it opens.
      if (event.key === '/') event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [walk, pick, pickNone, decidePicked, search, help]);
}
