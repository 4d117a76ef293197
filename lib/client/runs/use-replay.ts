'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { openRun } from './open-runs.ts';
import type { Replay } from './replay.ts';

/** The address follows when the playhead has rested this long, in ms: browsers refuse more than a few changes a second. */
const restMs = 300;

export type ReplayState = ReturnType<typeof useReplay>;

/** The moment of a run that is looked at, which the address keeps as `?at=` its event, and the ways to another one. */
export function useReplay(id: string) {
  const replay = useMemo(() => openRun(id).replay, [id]);
  const moment = useSyncExternalStore(
    replay.watch,
    () => replay.moment,
    () => null,
  );
  const speed = useSyncExternalStore(
    replay.watch,
    () => replay.speed,
    () => 0,
  );
  const [reading, setReading] = useState(false);
  const [error, setError] = useState<Error | null>(null);

  /** Does it once the history is there. */
  const go = useCallback(
    (act: (replay: Replay) => void) => {
      // What was read before is enough to begin with.
      if (replay.moment) return act(replay);
      setReading(true);
      setError(null);
      replay.history.load().then(
        () => {
          setReading(false);
          act(replay);
        },
        (failed: Error) => {
          setReading(false);
          setError(failed);
        },
      );
    },
    [replay],
  );
  useAddress(replay, { seq: moment?.seq ?? null, playing: speed > 0, go });
  return { moment, speed, reading, error, go, live: () => replay.live() };
}

function useAddress(
  replay: Replay,
  { seq, playing, go }: { seq: number | null; playing: boolean; go: (act: (replay: Replay) => void) => void },
): void {
  const given = useSearchParams().get('at');
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const wanted = Number(given);
    if (given && Number.isInteger(wanted) && wanted > 0) go((to) => to.seek(wanted));
    else replay.live();
  }, [given, go, replay]);
  const been = useRef(false);
  useEffect(() => {
    if (seq === null && !been.current) return;
    been.current = true;
    if (playing) return;
    const timer = setTimeout(() => {
      const address = new URL(window.location.href);
      if (seq === null) address.searchParams.delete('at');
      else address.searchParams.set('at', String(seq));
      window.history.replaceState(null, '', address);
    }, restMs);
    return () => clearTimeout(timer);
  }, [seq, playing]);
}
