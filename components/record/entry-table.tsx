'use client';
import { type KeyboardEvent, memo, useMemo } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';
import { Time } from '#components/ui/time.tsx';
import type { AuditEntryView } from '#lib/contracts/record.ts';
import { foldSaves } from './fold-saves.ts';

/** The record as sentences. Arrow keys walk it; each entry is a button that opens its difference. */
export function EntryTable({
  entries,
  chosen,
  onChoose,
}: {
  entries: AuditEntryView[];
  chosen: number | null;
  onChoose: (seq: number) => void;
}) {
  const rows = useMemo(() => foldSaves(entries), [entries]);
  const walk = (event: KeyboardEvent<HTMLOListElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-entry]')];
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus();
  };
  return (
    <ol
      aria-label="Entries, newest first"
      onKeyDown={walk}
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      {rows.map(({ entry, folded }) => (
        <EntryRow
          key={entry.seq}
          entry={entry}
          folded={folded.length}
          chosen={entry.seq === chosen}
          onChoose={onChoose}
        />
      ))}
    </ol>
  );
}

const EntryRow = memo(function EntryRow({
  entry,
  folded,
  chosen,
  onChoose,
}: {
  entry: AuditEntryView;
  /** How many older saves this row stands for. */
  folded: number;
  chosen: boolean;
  onChoose: (seq: number) => void;
}) {
  const decision = entry.action.startsWith('gate.');
  return (
    <li className="border-line not-last:border-b">
      <button
        type="button"
        data-entry={entry.seq}
        aria-current={chosen || undefined}
        onClick={() => onChoose(entry.seq)}
        className={cn(
          'flex w-full items-center gap-3 px-3 py-2 text-left text-sm hover:bg-hover',
          chosen && 'bg-accent-soft',
        )}
      >
        <span
          aria-hidden="true"
          className={cn('h-6 w-0.5 shrink-0 rounded-full', decision ? 'bg-seal' : 'bg-line-strong')}
        />
        <Avatar name={entry.actor.name} size="sm" />
        <span className="min-w-0 flex-1 text-pretty">
          <bdi className="font-medium">{entry.actor.name}</bdi> {entry.sentence}
          {folded > 0 ? <Badge className="ml-2">{folded + 1} saves</Badge> : null}
          {entry.actor.kind === 'key' ? <Badge className="ml-2">by API key</Badge> : null}
        </span>
        <Time at={entry.at} className="text-faint text-xs" />
        <span className="fact w-12 text-right text-2xs text-faint max-sm:hidden">{entry.seq}</span>
      </button>
    </li>
  );
});
