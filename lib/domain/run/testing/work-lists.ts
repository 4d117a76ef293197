import { ended } from '../evolve/ending.ts';
import { itemStepId } from '../item.ts';
import type { RunState, StepPhase } from '../state.ts';
import { type Invariant, needsOf, wrong } from './invariant.ts';

const listsOfPhases: Record<string, (state: RunState) => [ReadonlySet<string>, readonly StepPhase[]]> = {
  ready: (state) => [state.ready, ['ready']],
  active: (state) => [state.active, ['queued', 'running']],
  suspended: (state) => [state.suspended, ['suspended']],
  retrying: (state) => [state.retrying, ['retrying']],
};

export const workLists: Invariant = {
  name: 'work lists and counters say what the steps, gates and items are',
  make: (play) => ({
    heard() {
      const { run } = play;
      const same = (list: string, has: ReadonlySet<string>, wanted: Iterable<string>) => {
        const [a, b] = [[...has].sort().join(' '), [...wanted].sort().join(' ')];
        if (a !== b) wrong(`${list} has “${a}”, and should have “${b}”`);
      };
      const steps = [...run.steps];
      const named = (test: (id: string) => boolean) => steps.flatMap(([id]) => (test(id) ? id : []));
      const phaseOf = (id: string) => run.steps.get(id)!.phase;
      for (const [list, of] of Object.entries(listsOfPhases)) {
        const [has, phases] = of(run);
        same(list, has, named((id) => phases.includes(phaseOf(id)))); // biome-ignore format: one line says it
      }
      same('gatesDue', run.gatesDue, named((id) => run.steps.get(id)!.gateDue !== null && run.finishedAt === null)); // biome-ignore format: one line says it
      same('openGates', run.openGates, [...run.gates].flatMap(([id, gate]) => (gate.closed ? [] : id))); // biome-ignore format: one line says it
      for (const id of run.openGates) {
        const { step } = run.gates.get(id)!;
        if (phaseOf(step) !== 'gated' || run.steps.get(step)!.gate !== id)
          wrong(`${id} is open, and its step ${step} is ${phaseOf(step)}`);
      }
      for (const [id, step] of steps)
        if (step.gate !== null && !run.openGates.has(step.gate)) wrong(`${id} waits at ${step.gate}, which is closed`);
      same('holds', run.holds, [...run.added].flatMap(([id, { holds }]) => (holds && !ended.has(phaseOf(id)) ? id : []))); // biome-ignore format: one line says it
      for (const rule of run.rulesDue)
        for (const id of run.ruleSteps.get(rule)!)
          if (!['succeeded', 'failed'].includes(phaseOf(id))) wrong(`${rule} is due, and ${id} is ${phaseOf(id)}`);
      const unfinished = named((id) => !ended.has(phaseOf(id))).length;
      if (run.unfinished !== unfinished)
        wrong(`unfinished is ${run.unfinished}, and ${unfinished} steps have not ended`);
      if (run.finishedAt === null) counters(run);
      maps(run);
    },
  }),
};

/** A waiting step's counters are what the steps it needs are, and it is unreachable exactly when these leave no way. */
function counters(run: RunState): void {
  for (const [id, step] of run.steps) {
    if (step.phase !== 'pending') {
      if (run.unreachable.has(id)) wrong(`${id} is ${step.phase}, and on the list of the unreachable`);
      continue;
    }
    const { met, undecided, join } = needsOf(run, id);
    if (step.met !== met || step.undecided !== undecided)
      wrong(`${id} counts ${step.met} met, ${step.undecided} open; it is ${met} and ${undecided}`);
    if (run.admittedAt === null) continue;
    if (met >= join) wrong(`${id} is pending, and its needs are met`);
    if (met + undecided < join !== run.unreachable.has(id)) wrong(`${id} is unreachable, or not, unlike its needs`);
  }
}

function maps(run: RunState): void {
  for (const [id, map] of run.maps) {
    const { nested } = run.stepSpecs.get(id)!;
    if (map.next > map.count) wrong(`${id} began more items than it has`);
    for (let index = 0; index < map.next; index++) {
      const own = nested.map((inner) => run.steps.get(itemStepId(map.prefix, index, inner.id))!);
      const left = own.filter(({ phase }) => !ended.has(phase)).length;
      if (run.finishedAt === null && (map.open.get(index) ?? 0) !== left)
        wrong(`${id} counts ${map.open.get(index)} open steps of item ${index}; it is ${left}`);
      const failed = own.some(({ phase, accepted }) => phase === 'failed' && !accepted);
      if (left === 0 && failed && !map.failed.has(index) && run.steps.get(id)!.phase === 'suspended')
        wrong(`${id} does not know that item ${index} failed`);
    }
  }
}
