import { StatusMark } from '#components/ui/status-pill.tsx';
import { Duration } from '#components/ui/time.tsx';
import type { StepAttemptView } from '#lib/contracts/run-step.ts';
import { PanelSection } from '../panel-section.tsx';

const words = { succeeded: 'succeeded', failed: 'failed', lost: 'its worker vanished' } as const;

/** Every time the step was tried, latest first, and as what. */
export function AttemptList({ attempts }: { attempts: readonly StepAttemptView[] }) {
  return (
    <PanelSection title="Attempts">
      <ol className="flex flex-col gap-1.5 text-sm">
        {attempts.toReversed().map((attempt) => (
          <li key={attempt.attempt} className="flex items-start gap-2">
            <StatusMark step={statusOf(attempt)} className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0 flex-1">
              <span className="fact text-xs">#{attempt.attempt}</span>{' '}
              <span className="fact text-faint text-xs">
                {attempt.fallback > 0 ? `fallback ${attempt.fallback}: ${attempt.kind}` : attempt.kind}
              </span>{' '}
              {attempt.end ? words[attempt.end] : 'under way'}
              {attempt.error ? <span className="block text-muted text-xs">{attempt.error.message}</span> : null}
            </span>
            {attempt.startedAt ? (
              <Duration from={attempt.startedAt} to={attempt.endedAt} className="text-muted text-xs" />
            ) : null}
          </li>
        ))}
      </ol>
    </PanelSection>
  );
}

function statusOf({ end }: StepAttemptView) {
  if (end === null) return 'running';
  return end === 'succeeded' ? 'succeeded' : 'failed';
}
