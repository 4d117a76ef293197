'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { later } from '#components/ui/later.tsx';
import { useCommandRegistry } from './commands.tsx';
import { places } from './places.ts';

const PaletteDialog = later(async () => (await import('./palette-dialog.tsx')).PaletteDialog);

/** Keys that work everywhere: Ctrl-K (⌘K) opens, `g` and a letter goes to a place. Never while something is typed. */
function useKeys(setOpen: (open: boolean) => void) {
  const router = useRouter();
  useEffect(() => {
    let gone = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Control' || event.key === 'Meta') PaletteDialog.ready().catch(() => undefined);
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen(true);
        return;
      }
      const target = event.target instanceof HTMLElement ? event.target : null;
      const typing = target?.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]');
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = places.find(({ key }) => key === event.key);
      if (place && event.timeStamp - gone < 900) {
        event.preventDefault();
        event.stopPropagation();
        router.push(place.href);
      }
      gone = event.key === 'g' ? event.timeStamp : 0;
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [router, setOpen]);
}

/** Search and commands, once somebody asks for them. */
export function CommandPalette() {
  const { open, setOpen } = useCommandRegistry();
  const [asked, setAsked] = useState(false);
  useKeys(setOpen);
  if (open && !asked) setAsked(true);
  return asked ? <PaletteDialog /> : null;
}
