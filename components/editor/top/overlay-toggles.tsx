'use client';
import { Activity, ChartGantt } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import type { Overlay } from '../store/editor-store.ts';

const typing =
  'input, textarea, select, [contenteditable="true"], .cm-editor, [role="menu"], [role="dialog"], [role="listbox"]';

const toggles = [
  { overlay: 'plan', label: 'Plan', key: 'P', icon: <ChartGantt /> },
  { overlay: 'run', label: 'States of the last run', key: 'R', icon: <Activity /> },
] as const satisfies readonly { overlay: Overlay; label: string; key: string; icon: unknown }[];

/** Shows or hides what lies over the drawing; so do the keys, except where one types. A phone has them in its menu. */
export function OverlayToggles() {
  const { store } = useEditorTools();
  const shown = useEditor((state) => state.overlay);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const toggle = toggles.find(({ key }) => key.toLowerCase() === event.key.toLowerCase());
      if (!toggle || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(typing))) return;
      event.preventDefault();
      store.setState(({ overlay }) => ({ overlay: overlay === toggle.overlay ? 'none' : toggle.overlay }));
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store]);
  return toggles.map(({ overlay, label, key, icon }) => (
    <IconButton
      key={overlay}
      size="sm"
      label={label}
      shortcut={key}
      icon={icon}
      aria-pressed={shown === overlay}
      className="aria-pressed:bg-accent-soft aria-pressed:text-accent max-md:hidden"
      onClick={() => store.setState({ overlay: shown === overlay ? 'none' : overlay })}
    />
  ));
}
