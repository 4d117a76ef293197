'use client';
import { Notice } from '#components/ui/notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useForeseen, warningTitle } from '#lib/client/gate-warnings.ts';
import type { ForeseenChange, GateWarning } from '#lib/contracts/gate-warning.ts';

const mostShown = 4;

/** What a change of people, groups or rules would leave without anybody to sign; nothing where it leaves nothing. */
export function GateWarnings({ change }: { change: ForeseenChange | null }) {
  const warnings = useForeseen(change);
  if (warnings.length === 0) return null;
  return (
    <Notice tone="warning" title={warningTitle(warnings)}>
      <ul className="flex flex-col gap-0.5">
        {warnings.slice(0, mostShown).map(({ workflow, step, gate, message }) => (
          <li key={`${workflow.id} ${step} ${gate?.id}`}>
            {workflow.name}
            {gate ? ` #${gate.runNumber}` : ''}, {step}: {message}
          </li>
        ))}
        {warnings.length > mostShown ? <li>and {warnings.length - mostShown} more</li> : null}
      </ul>
    </Notice>
  );
}

/** Says of a change that was made what it has left without anybody to sign. */
export function tellWarnings({ warnings }: { warnings: readonly GateWarning[] }) {
  if (warnings.length > 0) toast.info(`${warningTitle(warnings)}. Home shows the open ones.`);
}
