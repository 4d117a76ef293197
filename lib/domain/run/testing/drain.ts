import type { Play } from './play.ts';
import { attempt, settle, takeDue, takeSignals, vote } from './random-moves.ts';

/**
 * Does whatever the run still waits for: everything under way succeeds, people approve, signals come, times pass. Every
 * run comes to its end by that; throws when one does not.
 */
export function drain(play: Play): void {
  for (let turn = 0; turn < 400; turn++) {
    settle(play);
    const { run } = play;
    if (run.finishedAt !== null) return;
    const before = play.events.length;
    if (run.paused) attempt(play, { type: 'resume', actor: run.paused.actor });
    for (const step of [...run.active]) {
      const at = { step, attempt: run.steps.get(step)!.attempt };
      if (run.stepSpecs.get(step)!.kind === 'map') play.do({ type: 'expandMap', ...at, count: 2 });
      else play.do({ type: 'attemptSucceeded', ...at, output: { v: { n: 1 } } });
    }
    for (const gate of [...run.openGates])
      for (const action of ['approve', 'outcome'] as const) vote(play, gate, action, -1);
    for (const step of [...run.suspended]) {
      const { wait, attempt } = run.steps.get(step)!;
      if (wait?.child) play.do({ type: 'attemptSucceeded', step, attempt, output: { v: 'child' } });
      if (wait?.event !== undefined)
        play.do({
          type: 'signal',
          signal: `d-${play.events.length}`,
          name: wait.event,
          data: { v: 1 },
          actor: run.actor,
        });
    }
    takeSignals(play);
    if (play.events.length > before) continue;
    // Nothing but time is left.
    play.now += 30_000;
    takeDue(play);
  }
  const { run } = play;
  const left = [...run.steps].flatMap(([id, { phase }]) => (phase === 'pending' ? [] : `${id} ${phase}`)).join(', ');
  throw new Error(`the run does not come to an end: it is ${run.status}; ${left}; held by ${[...run.holds]}`);
}
