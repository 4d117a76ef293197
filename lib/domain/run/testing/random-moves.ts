import fc from 'fast-check';
import type { GateAction } from '../../gate/spec.ts';
import { type Command, type RefusalCode, refusalCodes } from '../command.ts';
import type { RunEvent } from '../event.ts';
import { isStopped, mapIsOver, mapMoves, timeBrings } from '../moving.ts';
import type { Wait } from '../wait.ts';
import { type Play, person } from './play.ts';

/** What may happen to a run. `pick` chooses among what is possible at that moment, `n` how. */
const kinds = [
  ['settle', 9],
  ['oneStep', 4],
  ['succeed', 14],
  ['fail', 5],
  ['lose', 3],
  ['start', 3],
  ['suspend', 6],
  ['expand', 5],
  ['unprepared', 1],
  ['notTaken', 2],
  ['vote', 8],
  ['time', 6],
  ['signal', 2],
  ['takeSignal', 3],
  ['pause', 1],
  ['resume', 3],
  ['retryStep', 4],
  ['skipStep', 2],
  ['cancel', 1],
] as const;

export type Move = { what: (typeof kinds)[number][0]; pick: number; n: number };

export const randomMoves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    what: fc.oneof(...kinds.map(([what, weight]) => ({ weight, arbitrary: fc.constant(what) }))),
    pick: fc.nat(99),
    n: fc.nat(9),
  }),
  { minLength: 1, maxLength: 80, size: 'max' },
);

/** A command that may be refused: then nothing happens. Any other error is a fault. */
export function attempt(play: Play, command: Command): RunEvent[] {
  try {
    return play.do(command);
  } catch (error) {
    if (refusalCodes.includes((error as Error).message as RefusalCode)) return [];
    throw error;
  }
}

const nth = <T>(items: Iterable<T>, pick: number): T | undefined => {
  const list = [...items];
  return list[pick % Math.max(1, list.length)];
};

/** The holder comes after it at once, later, or not before something else has happened. */
export function move(play: Play, one: Move): void {
  happen(play, one);
  if (one.n % 3 === 0) settle(play);
  else if (one.n % 3 === 1) oneStep(play);
}

function happen(play: Play, { what, pick, n }: Move): void {
  const { run } = play;
  const steps = [...run.steps.keys()];
  const active = nth(run.active, pick);
  const at = active === undefined ? null : { step: active, attempt: run.steps.get(active)!.attempt };
  const error = { kind: (['error', 'input', 'timeout'] as const)[n % 3]!, message: 'broken' };
  switch (what) {
    case 'settle':
      return settle(play);
    case 'oneStep':
      return void oneStep(play);
    case 'succeed':
      if (at) play.do({ type: 'attemptSucceeded', ...at, output: { v: { n } }, ...(n > 6 && { outcome: 'x' }) });
      return;
    case 'fail':
      if (at) play.do({ type: 'attemptFailed', ...at, error, random: 0 });
      return;
    case 'lose':
      // A report of a loss may come late: also after the attempt began to wait.
      if (n > 7) {
        const late = nth(run.suspended, pick);
        if (late !== undefined)
          play.do({ type: 'attemptLost', step: late, attempt: run.steps.get(late)!.attempt, reason: 'gone' });
      } else if (at) play.do({ type: 'attemptLost', ...at, reason: 'gone' });
      return;
    case 'start':
      if (at) play.do({ type: 'attemptStarted', ...at, epoch: 1, worker: 'w2' });
      return;
    case 'suspend':
      if (at && run.stepSpecs.get(at.step)!.kind !== 'map')
        play.do({ type: 'attemptSuspended', ...at, wait: waitOf(play, n, pick) });
      return;
    case 'expand':
      for (const id of run.active)
        if (run.stepSpecs.get(id)!.kind === 'map')
          play.do({ type: 'expandMap', step: id, attempt: run.steps.get(id)!.attempt, count: n % 5 });
      return;
    case 'unprepared':
    case 'notTaken': {
      const step = nth(run.ready, pick);
      const result = what === 'notTaken' ? ({ take: false, reason: 'when' } as const) : { error };
      if (step !== undefined) play.do({ type: 'prepare', step, epoch: 1, key: `k-${play.events.length}`, result });
      return;
    }
    case 'vote':
      return vote(play, nth(run.openGates, pick), n === 8 && pick < 80 ? 'approve' : actions[n]!, pick % 3);
    case 'time':
      play.now += [500, 1000, 1000, 2000, 2000, 2000, 3000, 3000, 6000, 20_000][n]!;
      return takeDue(play);
    case 'signal':
      attempt(play, { type: 'signal', signal: `sig-${pick % 20}`, name: nameOf(n), data: { v: n }, actor: boss });
      return;
    case 'takeSignal':
      return takeSignals(play);
    case 'pause':
      if (pick % 3 === 0) attempt(play, { type: 'pause', actor: boss, reason: '' });
      return;
    case 'resume':
      attempt(play, { type: 'resume', actor: boss });
      return;
    case 'retryStep':
      attempt(play, { type: 'retryStep', step: nth(steps, pick)!, actor: boss, comment: 'again' });
      return;
    case 'skipStep':
      attempt(play, { type: 'skipStep', step: nth(steps, pick)!, actor: boss, reason: '' });
      return;
    case 'cancel':
      if (pick % 8 !== 0) return;
      if (n < 5) attempt(play, { type: 'cancel', actor: boss, reason: 'enough' });
      else play.do({ type: 'parentStopped', reason: 'not wanted' });
      return;
  }
}

const boss = person('boss');
const nameOf = (n: number) => (n % 2 === 0 ? 'paid' : 'shipped');
const actions: GateAction[] = [
  'approve', 'approve', 'approve', 'modify', 'modify', 'retry', 'retry', 'skip', 'cancel', 'outcome',
]; // biome-ignore format: one line says it

function waitOf(play: Play, n: number, pick: number): Wait {
  const until = n < 7 ? play.now + 1000 * (n + 1) : null;
  const due = (['succeed', 'fail', 'again'] as const)[pick % 3]!;
  if (pick % 5 === 0)
    return {
      until: null,
      due: 'fail',
      child: { runId: `child-${play.events.length}`, workflow: 'w', version: null, input: { v: null } },
    };
  return { until, due, ...(until === null || n % 2 === 0 ? { event: nameOf(pick) } : {}), output: { v: { n } } };
}

/** A fresh name each time, so that nobody is excluded for what they did before. */
export function vote(play: Play, id: string | undefined, action: GateAction, who: number): void {
  const gate = id === undefined ? undefined : play.run.gates.get(id);
  if (!gate) return;
  const actor = person(who < 0 ? `p${play.events.length}` : `p${who}`);
  attempt(play, {
    type: 'decideGate',
    gate: gate.id,
    actor,
    action,
    digest: gate.digest,
    ...(action === 'outcome' && { outcome: 'x' }),
    ...(action === 'modify' && {
      payload: { v: { n: 2 } },
      newDigest: `d${gate.digest}`.slice(0, 64),
      asksSecond: who % 2 === 0,
    }),
    facts: { groups: [], email: actor.email!, eligible: [], delegators: [], selfApproval: 'marked' },
  });
}

/** As lib/engine/due.ts. */
export function takeDue(play: Play): void {
  const { run } = play;
  for (const gate of [...run.openGates]) {
    play.do({ type: 'gateExpired', gate });
    play.do({ type: 'gateEscalationDue', gate });
    play.do({ type: 'gateReminderDue', gate });
  }
  play.do({ type: 'runTimedOut' });
  play.do({ type: 'rollbackTimedOut' });
  for (const step of [...run.suspended]) {
    const { attempt } = run.steps.get(step)!;
    const brings = timeBrings(run, step, play.now);
    if (brings === 'again') play.do({ type: 'resumeAttempt', step, attempt, epoch: 2, worker: 'w3' });
    else play.do({ type: 'waitDue', step, attempt });
  }
}

export function takeSignals(play: Play): void {
  const { run } = play;
  for (const step of [...run.suspended]) {
    const { wait, attempt } = run.steps.get(step)!;
    const signal = run.signals.find(({ name }) => name === wait?.event);
    if (signal) play.do({ type: 'takeSignal', step, attempt, signal: signal.id, output: signal.data });
  }
}

/** One thing that a holder does by itself, in the order of lib/engine/settle.ts; false when there is none. */
export function oneStep(play: Play): boolean {
  const { run } = play;
  if (play.do({ type: 'admit' }).length > 0) return true;
  for (const step of run.active) {
    const { attempt, phase } = run.steps.get(step)!;
    if (run.stepSpecs.get(step)!.kind === 'map' && phase === 'running')
      return play.do({ type: 'expandMap', step, attempt, count: 1 + (play.events.length % 4) }).length > 0;
    const stopped = { kind: 'cancelled', message: 'It was stopped.' } as const;
    if (isStopped(run, step))
      return play.do({ type: 'attemptFailed', step, attempt, error: stopped, random: 0 }).length > 0;
  }
  if (run.cancel === null && run.paused === null) {
    const [rule] = run.rulesDue;
    if (rule !== undefined && play.look(rule)) return true;
    if (run.unreachable.size > 0 && play.do({ type: 'spread' }).length > 0) return true;
    for (const id of run.maps.keys()) if (mapMoves(run, id) && settleMap(play, id)) return true;
    for (const id of [...run.gatesDue, ...run.ready, ...run.retrying]) if (play.prepare(id)) return true;
  }
  return play.do({ type: 'finish', outputs: { v: {} } }).length > 0;
}

function settleMap(play: Play, step: string): boolean {
  const { run } = play;
  if (!mapIsOver(run, step)) return play.do({ type: 'startItems', step }).length > 0;
  const { attempt } = run.steps.get(step)!;
  const fails = run.maps.get(step)!.failed.size > 0 && run.stepSpecs.get(step)!.with.onItemFailure !== 'continue';
  return fails
    ? play.do({ type: 'attemptFailed', step, attempt, error: { kind: 'error', message: 'items' }, random: 0 }).length >
        0
    : play.do({ type: 'attemptSucceeded', step, attempt, output: { v: [] } }).length > 0;
}

/** As far as it goes by itself. */
export function settle(play: Play): void {
  for (let steps = 0; oneStep(play); steps++)
    if (steps > 2000) throw new Error('the run goes on by itself without end');
}
