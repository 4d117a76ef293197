import { cn } from '#components/ui/cn.ts';
import { SealMark } from '#components/ui/seal.tsx';
import type { GatePlacement } from '#lib/domain/gate/placement.ts';

/** A gate of a step in a run: without a name it waits for its decision. */
export type StepSeal = {
  placement: GatePlacement;
  name?: string;
  action?: string;
  /** Decided a moment ago: the seal drops once. */
  fresh?: boolean;
};

/** Where a gate sits is where its seal sits: before on the way in, after and alone on the way out, onFailure below. */
const places = {
  before: '-left-2.5 -bottom-2',
  after: '-right-2.5 -bottom-2',
  alone: '-right-2.5 -bottom-2',
  onFailure: 'right-5 -bottom-2.5',
} as const satisfies Record<GatePlacement, string>;

/** The seals of a node: designed gates as open ones, decided gates with the decider's initials. */
export function SealSlot({
  gates,
  seals,
  inRun,
}: {
  gates: readonly GatePlacement[];
  seals?: readonly StepSeal[];
  inRun: boolean;
}) {
  return gates.map((placement, index) => {
    // The last decision on a placement is the one that counts: a gate asked again has a newer seal.
    const seal = seals?.findLast((each) => each.placement === placement);
    return (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has at most three gates and their order is their identity
        key={`${placement}${index}`}
        className={cn('absolute rounded-full', places[placement], inRun && !seal && 'opacity-45')}
      >
        <SealMark name={seal?.name} fresh={seal?.fresh} className="size-5.5" />
      </span>
    );
  });
}
