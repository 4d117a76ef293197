import type { Eta, RunView } from '#lib/contracts/run.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { clockText } from './clock-text.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Work left as a range that nobody takes for exact: "about 4–6 min of work left"; null where nothing is known, or it has
 * taken longer than it does in 9 of 10 runs. Time that passed since it was reckoned counts only while something runs.
 */
export function workLeft(eta: Eta | null, { running, now }: { running: boolean; now: number }): string | null {
  if (!eta) return null;
  const passed = running ? Math.max(0, now - Date.parse(eta.asOf)) : 0;
  const high = eta.highMs - passed;
  const low = Math.max(0, eta.lowMs - passed);
  if (high <= 0) return null;
  if (high < 10 * second) return 'a few seconds of work left';
  return `${rangeText(low, high)} of work left`;
}

const units = [
  { below: 90 * second, size: 10 * second, shown: second, word: 's' },
  { below: 90 * minute, size: minute, shown: minute, word: 'min' },
  { below: 36 * hour, size: hour, shown: hour, word: 'h' },
  { below: Number.POSITIVE_INFINITY, size: day, shown: day, word: 'days' },
] as const;

function rangeText(low: number, high: number): string {
  const { size, shown, word } = units.find(({ below }) => high < below)!;
  const from = (Math.floor(low / size) * size) / shown;
  const to = (Math.ceil(high / size) * size) / shown;
  if (from === 0) return `up to ${to} ${word}`;
  return from === to ? `about ${to} ${word}` : `about ${from}–${to} ${word}`;
}

/**
 * How the run stands, in parts to be set apart: "Waiting for group release to decide notes since 14:02", "3 of 7 steps
 * done", "about 4–6 min of work left". `now`: Unix ms; times in that zone, the device's without one.
 */
export function statusWords(run: RunView, now: number, timeZone?: string): string[] {
  if (isEnded(run.status)) return [run.sentence];
  const { done, total } = run.progress;
  const said = run.sentence.replace(/[.,]? \d+ of \d+ steps? done\.$/, '').replace(/\.$/, '');
  const since = waitsSince(run);
  const left = workLeft(run.eta, { running: run.status === 'running', now });
  return [
    since === null ? said : `${said} since ${clockText(new Date(since), new Date(now), timeZone)}`,
    `${done} of ${total} ${total === 1 ? 'step' : 'steps'} done`,
    ...(left === null ? [] : [left]),
  ];
}

/** Since when the first one is asked for whom the run waits. Unix ms. */
function waitsSince(run: RunView): number | null {
  const [first] = run.waitingFor;
  if (run.paused || run.failing || first?.reason !== 'approval') return null;
  const calls = run.steps.find(({ id }) => id === first.step)?.calls ?? [];
  const opened = calls.findLast(({ what }) => what === 'opened');
  return opened ? Date.parse(opened.at) : null;
}
