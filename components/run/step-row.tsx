import { memo } from 'react';
import { ItemsBar } from '#components/canvas/items-bar.tsx';
import { takenOf, takenText } from '#components/canvas/taken.ts';
import { durationText } from '#components/ui/relative-time.ts';
import { SealMark } from '#components/ui/seal.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Td, Tr } from '#components/ui/table.tsx';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { originOf } from './step/origin.ts';
import { lengthOf, reasonOf } from './step-order.ts';
import { UsualBar } from './usual-bar.tsx';

/** One step of the list. `now`: of consequence only while it runs; `usual`: how long it takes else, in ms. */
export const StepRow = memo(function StepRow({
  step,
  usual,
  now,
  chosen,
  onChoose,
}: {
  step: RunStepView;
  usual: number | null;
  now: number;
  chosen: boolean;
  onChoose: (step: string) => void;
}) {
  const length = lengthOf(step, now);
  const taken = takenOf(step);
  const below = originOf(step) ?? reasonOf(step) ?? (taken && takenText(taken));
  return (
    <Tr aria-selected={chosen} className="cursor-pointer" onClick={() => onChoose(step.id)}>
      <Td className="w-full max-w-0">
        <button
          type="button"
          aria-current={chosen || undefined}
          onClick={(event) => {
            event.stopPropagation();
            onChoose(step.id);
          }}
          className="block w-full rounded-xs text-left"
        >
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="truncate font-medium">{step.name}</span>
            <span className="fact shrink-0 text-2xs text-faint max-sm:hidden">{step.kind}</span>
          </span>
          {below ? <span className="block truncate text-muted text-xs">{below}</span> : null}
        </button>
        {step.items ? <ItemsBar items={step.items} /> : null}
      </Td>
      <Td>
        <StatusPill step={step.status} waitingFor={step.waitingFor?.reason} quiet />
      </Td>
      <Td numeric className="text-muted max-sm:hidden">
        {step.attempt > 0 ? step.attempt : ''}
      </Td>
      <Td numeric>{length === null ? '' : durationText(length)}</Td>
      <Td className="max-lg:hidden">
        {length !== null && usual !== null ? <UsualBar ms={length} usual={usual} /> : null}
      </Td>
      <Td className="max-sm:hidden">
        <span className="flex gap-1">
          {step.seals.map((seal) => (
            <SealMark
              key={`${seal.gate}${seal.by.id}`}
              name={seal.by.name}
              size="sm"
              label={`${seal.by.name} decided`}
            />
          ))}
        </span>
      </Td>
    </Tr>
  );
});
