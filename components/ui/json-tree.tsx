'use client';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { shownText } from '#lib/domain/secret/reference.ts';
import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';

const page = 100;
const textLimit = 400;

function Leaf({ value: given }: { value: unknown }) {
  const value = typeof given === 'string' ? shownText(given) : given;
  const [whole, setWhole] = useState(false);
  if (typeof value === 'string') {
    const long = value.length > textLimit && !whole;
    return (
      <span className="whitespace-pre-wrap break-words text-(--code-string)">
        “{long ? value.slice(0, textLimit) : value}
        {long ? '…' : '”'}
        {long ? (
          <button
            type="button"
            onClick={() => setWhole(true)}
            className="ml-1 rounded-xs font-sans text-accent hover:underline"
          >
            all {value.length.toLocaleString('en')} characters
          </button>
        ) : null}
      </span>
    );
  }
  const look = typeof value === 'number' ? 'text-(--code-number)' : 'text-(--code-word)';
  return <span className={look}>{value === undefined ? 'undefined' : String(value)}</span>;
}

type Entry = readonly [string, unknown];

function entriesOf(value: object): Entry[] {
  return Array.isArray(value) ? value.map((item, index) => [String(index), item] as const) : Object.entries(value);
}

function summary(value: object): string {
  if (Array.isArray(value)) return value.length === 1 ? '1 item' : `${value.length} items`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'empty';
  return keys.length > 4 ? `${keys.slice(0, 4).join(', ')}, …` : keys.join(', ');
}

function Branch({
  name,
  value,
  depth,
  open: startOpen,
}: {
  name?: string;
  value: object;
  depth: number;
  open: number;
}) {
  const [open, setOpen] = useState(depth < startOpen);
  const [shown, setShown] = useState(page);
  const entries = open ? entriesOf(value) : [];
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-ml-4 flex max-w-full items-center gap-0.5 rounded-xs text-left hover:bg-hover"
      >
        <ChevronRight
          className={cn('size-3.5 shrink-0 text-faint transition-transform', open && 'rotate-90')}
          aria-hidden="true"
        />
        {name === undefined ? null : <span className="text-(--code-key)">{name}</span>}
        <span className="truncate pl-1 text-faint">
          {Array.isArray(value) ? '[' : '{'}
          {open ? '' : ` ${summary(value)} ${Array.isArray(value) ? ']' : '}'}`}
        </span>
      </button>
      {open ? (
        <>
          <ul className="ml-1 border-l pl-5">
            {entries.slice(0, shown).map(([key, item]) => (
              <Node key={key} name={key} value={item} depth={depth + 1} open={startOpen} />
            ))}
          </ul>
          {entries.length > shown ? (
            <button
              type="button"
              onClick={() => setShown(shown + page * 5)}
              className="ml-6 rounded-xs font-sans text-accent text-xs hover:underline"
            >
              {(entries.length - shown).toLocaleString('en')} more
            </button>
          ) : null}
        </>
      ) : null}
    </li>
  );
}

function Node({ name, value, depth, open }: { name?: string; value: unknown; depth: number; open: number }) {
  if (typeof value === 'object' && value !== null)
    return <Branch name={name} value={value} depth={depth} open={open} />;
  return (
    <li className="min-w-0">
      {name === undefined ? null : <span className="text-(--code-key)">{name}: </span>}
      <Leaf value={value} />
    </li>
  );
}

/** A value as a tree that opens. `open` says how many levels are open at first; big lists come in pages. */
export function JsonTree({
  value,
  open = 2,
  copy = true,
  className,
}: {
  value: unknown;
  open?: number;
  copy?: boolean;
  className?: string;
}) {
  return (
    <div className={cn('group/tree relative min-w-0 font-mono text-xs leading-5', className)}>
      {copy ? (
        <CopyButton
          size="xs"
          label="Copy as JSON"
          text={shownText(JSON.stringify(value, null, 2) ?? '')}
          className="absolute top-0 right-0 z-10 bg-surface opacity-0 focus-visible:opacity-100 group-hover/tree:opacity-100 pointer-coarse:opacity-100"
        />
      ) : null}
      <ul className="min-w-0 pl-4">
        <Node value={value} depth={0} open={open} />
      </ul>
    </div>
  );
}
