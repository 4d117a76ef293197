'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Download } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { useStepLog } from '#lib/client/runs/use-step-log.ts';
import type { RunStepView } from '#lib/contracts/run.ts';
import { AnsiLine } from './ansi-line.tsx';
import { logLines } from './log-lines.ts';

const lineHeight = 18;

/** A step's output as it is written: follows the end while it is followed, keeps still while somebody reads. */
export function StepLogView({ runId, step }: { runId: string; step: RunStepView }) {
  const [attempt, setAttempt] = useState<number | null>(null);
  const shown = attempt ?? step.attempt;
  const log = useStepLog(runId, step.id, shown);
  const lines = useMemo(() => logLines(log.chunks), [log.chunks]);
  const [follow, setFollow] = useState(true);
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 30,
  });

  useEffect(() => {
    if (follow && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follow, lines, rows]);

  const attempts = Array.from({ length: step.attempt }, (_, index) => String(index + 1));
  return (
    <div className="flex h-full min-h-80 flex-col max-md:h-[60dvh]">
      <div className="flex items-center gap-3 px-3 py-2">
        {attempts.length > 1 ? (
          <Select
            aria-label="Attempt"
            size="sm"
            options={attempts.map((value) => ({ value, label: `Attempt ${value}` }))}
            value={String(shown)}
            onValueChange={(value) => setAttempt(Number(value))}
            className="w-32"
          />
        ) : null}
        <Field label="Follow" inline>
          <Checkbox checked={follow} onCheckedChange={(on) => setFollow(on === true)} />
        </Field>
        <span className="flex-1 whitespace-nowrap text-right text-faint text-xs tabular-nums">
          {lines.length.toLocaleString('en')} lines
        </span>
        <ButtonLink
          size="sm"
          variant="ghost"
          icon={<Download />}
          href={`/api/v1/runs/${runId}/steps/${step.id}/logs?attempt=${shown}&download=1`}
          download
        >
          Download
        </ButtonLink>
      </div>
      {log.error ? (
        <Notice tone="danger" title="The log could not be read">
          {log.error.message}
        </Notice>
      ) : null}
      {log.shortened ? (
        <p className="px-3 pb-1 text-muted text-xs">Only the end is shown here. The download has all of it.</p>
      ) : null}
      <div
        ref={box}
        role="log"
        aria-label={`Output of ${step.name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onWheel={(event) => event.deltaY < 0 && setFollow(false)}
        className="min-h-0 flex-1 overflow-auto border-line border-t bg-sunken py-2 font-mono text-2xs leading-4.5"
      >
        {lines.length === 0 && log.loaded ? (
          <p className="px-3 text-muted italic">Nothing was written {step.finishedAt ? '' : 'yet'}</p>
        ) : null}
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((row) => {
            const line = lines[row.index];
            if (!line) return null;
            return (
              <div
                key={line.key}
                data-index={row.index}
                ref={rows.measureElement}
                className="absolute inset-x-0"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <AnsiLine text={line.text} stream={line.stream} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
