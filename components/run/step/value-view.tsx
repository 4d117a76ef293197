'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { TextBlock, ValueBlocks } from '#components/ui/value-blocks.tsx';
import { api } from '#lib/client/api.ts';
import { shownText } from '#lib/domain/secret/reference.ts';
import { sizeText } from '../size-text.ts';
import { AnsiLine } from './ansi-line.tsx';

type Large = { ref: string; bytes: number; preview: string };

export const isLarge = (value: unknown): value is Large =>
  typeof value === 'object' && value !== null && 'ref' in value && 'bytes' in value && 'preview' in value;

/** Larger values than this, in bytes, are read only when asked for. */
const readAtOnce = 256_000;

/** A value of the run. What is kept apart for its size is fetched; very large ones show their beginning first. */
export function ValueView({ runId, value }: { runId: string; value: unknown }) {
  return isLarge(value) ? (
    <LargeValue runId={runId} value={value} />
  ) : (
    <ValueBlocks value={value} block={OutputBlock} />
  );
}

/** What a command printed in colours is shown in them, as in its log. */
function OutputBlock(given: { name?: string; text: string }) {
  if (!given.text.includes('\u001b')) return <TextBlock {...given} />;
  const lines = given.text.replace(/\n$/, '').split('\n');
  return (
    <TextBlock {...given}>
      <div className="-mx-3">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never change their order
          <AnsiLine key={index} text={line} stream="stdout" wrap mark="" current={false} />
        ))}
      </div>
    </TextBlock>
  );
}

function LargeValue({ runId, value }: { runId: string; value: Large }) {
  const [wanted, setWanted] = useState(value.bytes <= readAtOnce);
  const whole = useQuery({
    queryKey: ['value', runId, value.ref],
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.get<unknown>(`/runs/${encodeURIComponent(runId)}/values/${value.ref}`, { signal }),
  });
  if (whole.data !== undefined) return <ValueBlocks value={whole.data} block={OutputBlock} />;
  if (whole.error)
    return (
      <Notice tone="danger" title="The value could not be read">
        {whole.error.message}
      </Notice>
    );
  if (wanted) return <SkeletonRows rows={4} label="Reading the value" />;
  return (
    <div className="flex flex-col items-start gap-2">
      <pre className="fact max-h-80 w-full overflow-auto whitespace-pre-wrap break-all rounded-md bg-sunken p-3 text-xs">
        {shownText(value.preview)}…
      </pre>
      <Button size="sm" onClick={() => setWanted(true)}>
        Show all {sizeText(value.bytes)}
      </Button>
    </div>
  );
}
