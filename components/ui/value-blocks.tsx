'use client';
import type { ReactNode } from 'react';
import { shownText } from '#lib/domain/secret/reference.ts';
import { CopyButton } from './copy-button.tsx';
import { JsonTree } from './json-tree.tsx';

/** A text of this many characters, or of several lines, is read as a text and not as a value in a tree. */
const longText = 120;
const isLong = (value: unknown): value is string =>
  typeof value === 'string' && (value.includes('\n') || value.length > longText);

/**
 * Any JSON value, fit to be read: long texts (the value itself or fields of an object) as blocks, all else as a tree.
 * `block` replaces how a text is shown; it gets the field's name where there is more than that text.
 */
export function ValueBlocks({
  value,
  block = TextBlock,
}: {
  value: unknown;
  block?: (props: { name?: string; text: string }) => ReactNode;
}) {
  const Block = block;
  if (typeof value === 'string') return <Block text={shownText(value)} />;
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return <JsonTree value={value} open={2} copy />;
  const entries = Object.entries(value);
  const rest = entries.filter(([, field]) => !isLong(field));
  return (
    <div className="flex flex-col gap-3">
      {entries.map(([name, text]) =>
        isLong(text) ? <Block key={name} name={entries.length > 1 ? name : undefined} text={shownText(text)} /> : null,
      )}
      {rest.length > 0 || entries.length === 0 ? <JsonTree value={Object.fromEntries(rest)} open={2} copy /> : null}
    </div>
  );
}

/** A text exactly as it is, or as `children` show it. */
export function TextBlock({ name, text, children }: { name?: string; text: string; children?: ReactNode }) {
  return (
    <div className="relative">
      {name ? <div className="fact mb-1 text-faint text-xs">{name}</div> : null}
      <pre className="max-h-[32rem] overflow-auto whitespace-pre-wrap break-words rounded-md bg-sunken p-3 pr-10 font-mono text-xs">
        {children ?? (text || '(empty)')}
      </pre>
      <CopyButton
        text={text}
        label={name ? `Copy ${name}` : 'Copy the text'}
        className="absolute right-1.5 bottom-1.5"
      />
    </div>
  );
}
