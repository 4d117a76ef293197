'use client';
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { isTyping } from '#components/approvals/is-typing.ts';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Select } from '#components/ui/select.tsx';
import { useTimeZone } from '#components/ui/time-zone.tsx';
import type { ReplayState } from '#lib/client/runs/use-replay.ts';
import type { RunView } from '#lib/contracts/run.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { marksOf } from './marks-of.ts';
import { factorOf, momentText, type Speed, speeds, speedText } from './moment-text.ts';
import { Scrubber } from './scrubber.tsx';
import { useNow } from './use-now.ts';

/** The run's time below everything: its playhead takes the whole page to another moment. `run`: as it is now. */
export function ReplayBar({ run, replay }: { run: RunView; replay: ReplayState }) {
  const { moment, speed, reading, error, go, live } = replay;
  const [chosen, setChosen] = useState<Speed>('fit');
  const zone = useTimeZone();
  const from = Date.parse(run.queuedAt);
  const now = useNow(!isEnded(run.status) && moment === null);
  const to = Math.max(from + 1, run.finishedAt ? Date.parse(run.finishedAt) : now);
  const marks = useMemo(() => marksOf(run.steps), [run.steps]);
  const text = moment ? momentText(moment.at, from, zone) : isEnded(run.status) ? 'As it ended' : 'Live';
  const play = (choice: Speed) => go((to) => to.play(factorOf(choice, to.stretch.to - to.stretch.from)));
  const toggle = () => (speed > 0 ? go((to) => to.pause()) : play(chosen));
  const step = (by: number) => go((to) => to.step(by));
  useArrowKeys(moment !== null, step);
  return (
    <section
      aria-label="Replay"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t bg-surface px-3 py-1.5"
    >
      <div className="flex items-center gap-0.5">
        <IconButton size="sm" variant="ghost" label="One event back" icon={<ChevronLeft />} onClick={() => step(-1)} />
        <IconButton
          size="sm"
          variant="ghost"
          label={speed > 0 ? 'Stop playing' : 'Play'}
          icon={speed > 0 ? <Pause /> : <Play />}
          onClick={toggle}
        />
        <IconButton size="sm" variant="ghost" label="One event on" icon={<ChevronRight />} onClick={() => step(1)} />
      </div>
      <Scrubber
        from={from}
        to={to}
        at={moment?.at ?? null}
        text={text}
        marks={marks}
        onSeek={(at) => go((to) => to.seekTime(at))}
        onStep={step}
        onEdge={(edge) => (edge === 'live' ? live() : go((to) => to.seek(1)))}
        onToggle={toggle}
      />
      <div className="flex items-center gap-2 max-sm:w-full max-sm:justify-between">
        <span className="min-w-40 text-right text-muted text-xs tabular-nums" aria-live="polite">
          {error ? 'The history could not be read.' : reading ? 'Reading the history…' : text}
        </span>
        <Select
          aria-label="Speed"
          size="sm"
          options={speeds.map((value) => ({ value, label: speedText(value) }))}
          value={chosen}
          onValueChange={(next) => {
            setChosen(next);
            if (speed > 0) play(next);
          }}
          className="w-28"
        />
        <Button size="sm" variant={moment ? 'primary' : 'ghost'} disabled={!moment} onClick={live}>
          {isEnded(run.status) ? 'To the end' : 'Live'}
        </Button>
      </div>
    </section>
  );
}

/** While it looks back the arrow keys walk through the events, wherever nothing else wants them. */
function useArrowKeys(on: boolean, step: (by: number) => void): void {
  useEffect(() => {
    if (!on) return;
    const press = (event: globalThis.KeyboardEvent) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const { target } = event;
      if (by === undefined || isTyping(event) || !(target instanceof HTMLElement)) return;
      if (target.closest('[role="slider"], [role="tab"], [role="separator"], [role="grid"], .react-flow__node')) return;
      event.preventDefault();
      step(by);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [on, step]);
}
