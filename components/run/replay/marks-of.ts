import type { RunStepView } from '#lib/contracts/run-step.ts';
import type { Mark } from './scrubber.tsx';

/** A run of thousands of steps shows no more than can be told apart. */
const most = 200;

/** Where people signed and where steps failed, in the order of time. */
export function marksOf(steps: readonly Pick<RunStepView, 'name' | 'status' | 'finishedAt' | 'seals'>[]): Mark[] {
  const marks = steps.flatMap(({ name, status, finishedAt, seals }): Mark[] => [
    ...seals
      .filter((seal) => !seal.from && seal.action !== 'void')
      .map((seal): Mark => ({ at: Date.parse(seal.at), tone: 'seal', text: `${name}: signed by ${seal.by.name}` })),
    ...(status === 'failed' && finishedAt
      ? [{ at: Date.parse(finishedAt), tone: 'failed' as const, text: `${name} failed` }]
      : []),
  ]);
  return marks.toSorted((a, b) => a.at - b.at).slice(0, most);
}
