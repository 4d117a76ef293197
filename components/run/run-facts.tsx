import type { RunView } from '#lib/contracts/run.ts';
import { PanelSection } from './panel-section.tsx';
import { uncalledHandlers } from './uncalled-handlers.ts';

/** What the workflow keeps ready for trouble, and how much of it is used. Nothing where it keeps nothing. */
export function RunFacts({ run }: { run: RunView }) {
  const handlers = uncalledHandlers(run);
  if (!run.retries && handlers.length === 0) return null;
  return (
    <PanelSection title="In case of trouble">
      <ul className="flex flex-col gap-1 text-muted text-sm">
        {run.retries ? (
          <li>
            {run.retries.used} of {run.retries.budget} automatic retries used
          </li>
        ) : null}
        {handlers.length > 0 ? (
          <li>
            {handlers.length === 1 ? '1 handler' : `${handlers.length} handlers`}, not called: {handlers.join(', ')}
          </li>
        ) : null}
      </ul>
    </PanelSection>
  );
}
