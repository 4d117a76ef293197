import type { RunView } from '#lib/contracts/run.ts';

/** Names of the workflow's handlers that neither a failure nor a rule has called into the run. */
export function uncalledHandlers({ spec, steps }: Pick<RunView, 'spec' | 'steps'>): string[] {
  const { handlers = [] } = (typeof spec === 'object' && spec !== null ? spec : {}) as {
    handlers?: readonly { id: string; name: string }[];
  };
  // Called by a failure it keeps its id; called by a rule it is `rule:1-leak:handler`.
  const called = (id: string) => steps.some((step) => step.added && (step.id === id || step.id.endsWith(`:${id}`)));
  return handlers.filter(({ id }) => !called(id)).map(({ name }) => name);
}
