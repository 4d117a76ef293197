'use client';
import { lazy, Suspense, useEffect, useState } from 'react';
import { cn } from './cn.ts';

/** Something said about a line (1-based), underlined in place. */
export type CodeMark = { line: number; column?: number; severity: 'error' | 'warning' | 'info'; message: string };

/** `insert`: what is written where it is more than what is shown. */
export type CodeOffer = { from: number; options: { text: string; type: string; doc: string; insert?: string }[] };

export type CodeFieldProps = {
  value: string;
  onChange?: (value: string) => void;
  language?: 'yaml' | 'json' | 'cel' | 'template' | 'plain';
  /** The accessible name. */
  label: string;
  readOnly?: boolean;
  lineNumbers?: boolean;
  /** No key begins a line; a text of several lines that is pasted stays as it is. */
  oneLine?: boolean;
  /** Takes the focus once it is there. */
  autoFocus?: boolean;
  placeholder?: string;
  marks?: readonly CodeMark[];
  /** What may be written at a place of the text, from `from` to the cursor. */
  complete?: (text: string, offset: number) => CodeOffer | null;
  /** What is told of the name under the pointer. */
  describe?: (text: string, offset: number) => { from: number; to: number; text: string } | null;
  /** Ctrl-S inside the field. */
  onSave?: () => void;
  invalid?: boolean;
};

const CodeEditor = lazy(() => import('./code-editor.tsx'));

function Waiting({ value }: { value: string }) {
  return (
    <pre aria-hidden="true" className="overflow-hidden px-3 py-1.5 text-[12.5px] text-muted leading-5">
      {value}
    </pre>
  );
}

/**
 * A field for code. Grows between `minLines` and `maxLines`; `fill` takes the whole height of its parent instead, with
 * no frame of its own. The editor is loaded when the first field is shown.
 */
export function CodeField({
  minLines = 3,
  maxLines = 18,
  fill,
  className,
  ...field
}: CodeFieldProps & { minLines?: number; maxLines?: number; fill?: boolean; className?: string }) {
  // As high as any field of one line.
  const around = field.lineNumbers === false ? 12 : 14;
  const [onPage, setOnPage] = useState(false);
  useEffect(() => setOnPage(true), []);
  return (
    <div
      data-invalid={field.invalid || undefined}
      style={fill ? undefined : { minHeight: minLines * 20 + around, maxHeight: maxLines * 20 + around }}
      className={cn(
        fill
          ? 'h-full min-h-0'
          : 'flex flex-col overflow-hidden rounded-md border border-edge/70 bg-surface transition-colors focus-within:border-accent focus-within:outline-2 focus-within:outline-accent/45 data-invalid:border-danger',
        !fill && field.readOnly && 'border-line bg-sunken',
        !fill && minLines === 1 && 'pointer-coarse:min-h-10!',
        '[&>div]:min-h-0 [&>div]:flex-1',
        className,
      )}
    >
      {onPage ? (
        <Suspense fallback={<Waiting value={field.value} />}>
          <CodeEditor {...field} />
        </Suspense>
      ) : (
        <Waiting value={field.value} />
      )}
    </div>
  );
}
