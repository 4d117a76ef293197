'use client';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { findSteps } from '../model/find-steps.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { select } from '../store/editor-store.ts';
import type { DrawingActions } from './use-drawing-actions.ts';

/** Looks for steps by what is written in them, and goes from one to the next. */
export function FindBar({ actions }: { actions: DrawingActions }) {
  const open = useEditor((state) => state.finding);
  return open ? <OpenBar actions={actions} /> : null;
}

function OpenBar({ actions }: { actions: DrawingActions }) {
  const { store } = useEditorTools();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(-1);
  const looked = useDeferredValue(typed);
  const draft = useEditor((state) => state.draft);
  const hits = useMemo(() => findSteps(draft, looked), [draft, looked]);
  const go = (by: 1 | -1) => {
    if (hits.length === 0) return;
    const next = (at + by + hits.length) % hits.length;
    setAt(next);
    const id = hits[next] ?? '';
    select(store, [id]);
    actions.show(id);
  };
  const close = () => {
    store.setState({ finding: false });
    const id = hits[at];
    if (id) actions.focus(id);
  };
  return (
    <search className="absolute top-3 right-3 z-10 flex items-center gap-0.5 rounded-md border bg-raised p-1 shadow-float">
      <Input
        size="sm"
        autoFocus
        icon={<Search />}
        aria-label="Find in the drawing"
        placeholder="Find in the drawing"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(-1);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <output className="min-w-14 px-1 text-center text-muted text-xs tabular-nums">
        {looked.trim() ? (hits.length === 0 ? 'None' : `${at + 1} of ${hits.length}`) : null}
      </output>
      <IconButton
        size="sm"
        label="The one before"
        icon={<ChevronUp />}
        disabled={!hits.length}
        onClick={() => go(-1)}
      />
      <IconButton size="sm" label="The next one" icon={<ChevronDown />} disabled={!hits.length} onClick={() => go(1)} />
      <IconButton size="sm" label="Close the search" icon={<X />} onClick={close} />
    </search>
  );
}
