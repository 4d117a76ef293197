'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { api } from '#lib/client/api.ts';
import { sizeText } from '../artifact-list.tsx';

type Large = { ref: string; bytes: number; preview: string };

const isLarge = (value: unknown): value is Large =>
  typeof value === 'object' && value !== null && 'ref' in value && 'bytes' in value && 'preview' in value;

/** A value of the run. Texts read as texts, large values show their beginning first. */
export function ValueView({ runId, value }: { runId: string; value: unknown }) {
  const [whole, setWhole] = useState<{ value: unknown } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  if (isLarge(value) && !whole) {
    const read = async () => {
      setBusy(true);
      setFailed(null);
      try {
        setWhole({ value: await api.get<unknown>(`/runs/${encodeURIComponent(runId)}/values/${value.ref}`) });
      } catch (error) {
        setFailed((error as Error).message);
      } finally {
        setBusy(false);
      }
    };
    return (
      <div className="flex flex-col gap-2">
        <pre className="fact max-h-80 overflow-auto whitespace-pre-wrap rounded-md bg-sunken p-3 text-xs">
          {value.preview}…
        </pre>
        <div className="flex items-center gap-3 text-muted text-xs">
          <Button size="sm" busy={busy} onClick={read}>
            Show all {sizeText(value.bytes)}
          </Button>
          {failed}
        </div>
      </div>
    );
  }
  const shown = whole ? whole.value : value;
  const text = onlyText(shown);
  if (text !== null) {
    return (
      <div className="relative">
        <pre className="max-h-[32rem] overflow-auto whitespace-pre-wrap break-words rounded-md bg-sunken p-3 font-mono text-xs">
          {text || '(empty)'}
        </pre>
        <CopyButton text={text} label="Copy the text" className="absolute top-1.5 right-1.5" />
      </div>
    );
  }
  return <JsonTree value={shown} open={2} copy />;
}

/** The text of a value that is nothing else: a string, or an object whose one field is `text`. */
function onlyText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 1 &&
    'text' in value &&
    typeof value.text === 'string'
  )
    return value.text;
  return null;
}
