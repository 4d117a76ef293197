'use client';
import { Search } from 'lucide-react';
import { type KeyboardEvent, type Ref, useRef, useState } from 'react';
import { KindIcon } from '#components/canvas/kind-icon.tsx';
import { cn } from '#components/ui/cn.ts';
import { Input } from '#components/ui/input.tsx';
import type { StepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import type { StepKindView } from '#lib/contracts/workflow.ts';
import { kindDrag } from '../drawing/kind-drag.ts';

const groups = ['Run', 'People', 'Data', 'Logic', 'Connect'] as const;

/** Kinds that fit what is typed, the ones whose name fits first. */
export function matchingKinds(kinds: StepKinds, typed: string): StepKindView[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const all = Object.values(kinds).toSorted(
    (a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || a.label.localeCompare(b.label),
  );
  const fits = (kind: StepKindView) => {
    const text = `${kind.kind} ${kind.label} ${kind.group} ${kind.description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const named = (kind: StepKindView) => `${kind.kind} ${kind.label}`.toLowerCase().includes(words[0] ?? '');
  const found = all.filter(fits);
  return words.length === 0 ? found : [...found.filter(named), ...found.filter((kind) => !named(kind))];
}

/** What can be added: searched, clicked, dragged to the canvas, or chosen with the keyboard. */
export function Palette({
  kinds,
  onAdd,
  searchRef,
  roomy,
  className,
}: {
  kinds: StepKinds;
  onAdd: (kind: string) => void;
  searchRef?: Ref<HTMLInputElement>;
  /** With descriptions, for the phone's sheet. */
  roomy?: boolean;
  className?: string;
}) {
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const found = matchingKinds(kinds, typed);
  const sections = typed
    ? [{ name: found.length > 0 ? 'Found' : null, items: found }]
    : groups.map((name) => ({ name, items: found.filter((kind) => kind.group === name) }));

  const move = (event: KeyboardEvent, by: 1 | -1) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + by))]?.focus();
  };

  return (
    <div className={cn('flex min-h-0 flex-col', className)}>
      <div className="p-2">
        <Input
          ref={searchRef}
          size="sm"
          type="search"
          icon={<Search />}
          aria-label="Search steps to add"
          placeholder="Add a step"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            const first = found[0];
            if (event.key === 'ArrowDown') move(event, 1);
            if (event.key === 'Enter' && first) {
              event.preventDefault();
              onAdd(first.kind);
              setTyped('');
            }
            if (event.key === 'Escape') {
              setTyped('');
              event.currentTarget.blur();
            }
          }}
        />
      </div>
      <div
        ref={list}
        role="toolbar"
        aria-label="Steps to add"
        aria-orientation="vertical"
        className="min-h-0 flex-1 overflow-y-auto px-2 pb-3"
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(event, 1);
          if (event.key === 'ArrowUp') move(event, -1);
        }}
      >
        {found.length === 0 ? <p className="px-2 py-3 text-muted text-xs">No kind of step is called that.</p> : null}
        {sections.map(({ name, items }) =>
          items.length === 0 || name === null ? null : (
            <section key={name} aria-label={name}>
              <h2 className="px-2 pt-2.5 pb-1 font-medium text-2xs text-faint">{name}</h2>
              <ul className="flex flex-col">
                {items.map((kind) => (
                  <li key={kind.kind}>
                    <button
                      type="button"
                      draggable
                      title={kind.description}
                      onClick={() => onAdd(kind.kind)}
                      onDragStart={(event) => {
                        event.dataTransfer.setData(kindDrag, kind.kind);
                        event.dataTransfer.effectAllowed = 'copy';
                      }}
                      className="flex min-h-8 w-full cursor-grab items-center gap-2 rounded-md px-2 py-1 text-left transition-colors hover:bg-hover active:cursor-grabbing pointer-coarse:min-h-11"
                    >
                      <KindIcon
                        name={kind.icon}
                        className={cn('size-4 shrink-0', kind.group === 'People' ? 'text-seal-text' : 'text-muted')}
                      />
                      <span className="flex min-w-0 flex-col">
                        <span className="truncate">{kind.label}</span>
                        {roomy ? <span className="text-muted text-xs">{kind.description}</span> : null}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ),
        )}
      </div>
    </div>
  );
}
