import { SeededChance } from './chance.ts';
import { handBackPoints, type Point, webPoints, workerPoints } from './points.ts';

export const worldFaults = [
  'kill worker',
  'kill web',
  'kill database',
  'kill supervisor',
  'cut a commit of web',
  'cut a commit of a worker',
  'cut the answer to a commit of web',
  'cut the answer to a commit of a worker',
  'cut all',
  'slow',
  'lose notices',
  'double notices',
  'lose bells',
  'ring again',
  'starve',
  'rival',
] as const;
export type WorldFault = (typeof worldFaults)[number];

/** What one target goes through, in order. */
export type LaneStep = { point: Point; how: 'kill' | 'stop' } | { fault: 'kill' | 'freeze' };
export type Schedule = { workers: LaneStep[][]; web: LaneStep[]; world: { fault: WorldFault; restMs: number }[] };

/** Points at which standing still, and going on when the lease is gone, is worth a try: a zombie's next act. */
export const stopPoints = [
  'worker.claim.answered',
  'worker.append.before',
  'worker.append.sent',
  'worker.append.answered',
  'worker.attempt.before',
  'worker.attempt.after',
  'worker.take.answered',
  'worker.finish.before',
  'worker.beat.answered',
] as const satisfies readonly Point[];

const allWorkerPoints = [...workerPoints, ...handBackPoints];

/** Everything drawn from the seed before it begins. `rounds`: how often each point, and each fault, comes. */
export function drawSchedule(
  seed: number,
  { rounds, workers, restMs }: { rounds: number; workers: number; restMs: number },
): Schedule {
  const chance = new SeededChance(seed);
  const lanes: LaneStep[][] = Array.from({ length: workers }, () => []);
  const web: LaneStep[] = [];
  const world: Schedule['world'] = [];
  for (let round = 0; round < rounds; round++) {
    const steps: LaneStep[] = chance.shuffled([
      ...allWorkerPoints.map((point) => ({ point, how: 'kill' as const })),
      ...chance
        .shuffled(stopPoints)
        .slice(0, 2)
        .map((point) => ({ point, how: 'stop' as const })),
      { fault: 'kill' as const },
      { fault: 'freeze' as const },
    ]);
    for (const [at, step] of steps.entries()) lanes[at % workers]!.push(step);
    web.push(
      ...chance.shuffled([...webPoints.map((point) => ({ point, how: 'kill' as const })), { fault: 'kill' as const }]),
    );
    world.push(
      ...chance.shuffled(worldFaults).map((fault) => ({ fault, restMs: Math.round(restMs * (0.5 + chance.next())) })),
    );
  }
  return { workers: lanes, web, world };
}
