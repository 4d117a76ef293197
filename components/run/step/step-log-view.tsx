'use client';
import { useMemo, useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { useMoment } from '#lib/client/runs/moment.tsx';
import { useLogHits } from '#lib/client/runs/use-log-hits.ts';
import { useStepLog } from '#lib/client/runs/use-step-log.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { LogBar, type LogLook } from './log-bar.tsx';
import { logLines } from './log-lines.ts';
import { LogRows } from './log-rows.tsx';

/**
 * A step's output as it is written. Only a part of a long one is held: what stands before or behind is read when
 * somebody scrolls there, and the search is the server's.
 */
export function StepLogView({ runId, step }: { runId: string; step: RunStepView }) {
  const [picked, setPicked] = useState<number | null>(null);
  const attempt = picked ?? step.attempt;
  const until = useMoment()?.at ?? null;
  const log = useStepLog(runId, step.id, attempt, until);
  const [look, setLook] = useState<LogLook>({ wrap: true, times: false, hidden: [] });
  const [follow, setFollow] = useState(true);
  const [text, setText] = useState('');
  const [at, setAt] = useState(-1);
  const lines = useMemo(
    () => logLines(log.chunks).filter(({ stream }) => !look.hidden.includes(stream)),
    [log.chunks, look.hidden],
  );
  const hits = useLogHits(runId, {
    step: step.id,
    attempt,
    text,
    upTo: step.finishedAt ? -1 : (log.chunks.at(-1)?.chunk ?? 0),
    until,
  });
  const goTo = (by: 1 | -1) => {
    const count = hits.places.length;
    if (count === 0) return;
    const next = at === -1 ? (by === 1 ? 0 : count - 1) : (at + by + count) % count;
    const place = hits.places[next];
    setFollow(false);
    setAt(next);
    const held = log.chunks;
    if (place && (place.chunk < (held[0]?.chunk ?? 0) || place.chunk > (held.at(-1)?.chunk ?? -1)))
      void log.around(place.chunk);
  };
  const switchFollow = (on: boolean) => {
    setFollow(on);
    if (on && !log.last) void log.toEnd();
  };
  const address = `/api/v1/runs/${runId}/steps/${encodeURIComponent(step.id)}/logs?attempt=${attempt}&download=1`;
  return (
    <div className="flex h-full min-h-80 flex-col max-md:h-[60dvh]">
      <LogBar
        attempts={step.attempt}
        attempt={attempt}
        onAttempt={setPicked}
        text={text}
        onText={(next) => {
          setText(next);
          setAt(-1);
        }}
        hits={{ count: hits.places.length, more: hits.more, at }}
        onHit={goTo}
        look={look}
        onLook={setLook}
        follow={follow}
        onFollow={switchFollow}
        download={address}
        past={until !== null}
      />
      {log.error ? (
        <Notice tone="danger" title="The log could not be read">
          {log.error.message}
        </Notice>
      ) : null}
      <LogRows
        key={attempt}
        label={`Output of ${step.name}`}
        lines={lines}
        look={look}
        follow={follow}
        onFollow={setFollow}
        search={text}
        hit={hits.places[at] ?? null}
        log={log}
        nothing={log.loaded ? `Nothing was written${step.finishedAt ? '' : ' yet'}` : null}
      />
    </div>
  );
}
