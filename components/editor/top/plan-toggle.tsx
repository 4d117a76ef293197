'use client';
import { ChartGantt } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';

const typing =
  'input, textarea, select, [contenteditable="true"], .cm-editor, [role="menu"], [role="dialog"], [role="listbox"]';

/** Shows or hides how the workflow would unfold; so does the key P, except where one types. */
export function PlanToggle({ shown, onShow }: { shown: boolean; onShow: (shown: boolean) => void }) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'p' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(typing))) return;
      event.preventDefault();
      onShow(!shown);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [shown, onShow]);
  return (
    <IconButton
      size="sm"
      label="Plan"
      shortcut="P"
      icon={<ChartGantt />}
      aria-pressed={shown}
      className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
      onClick={() => onShow(!shown)}
    />
  );
}
