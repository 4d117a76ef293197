import { didYouMean } from '../../expression/closest-name.ts';
import type { Place, StepList } from './check.ts';
import { type Finding, finding } from './finding.ts';

/** Handlers that are called and do not exist. `who`: "The rule "x"" or "onFailure". */
export function unknownHandlers(ids: readonly string[], path: Place, who: string, { byId }: StepList): Finding[] {
  return ids.flatMap((id, at) =>
    byId.has(id)
      ? []
      : [
          finding('logic.unknownHandler', {
            path: [...path, at],
            message: `${who} runs "${id}", which is no handler.`,
            fix:
              byId.size > 0
                ? `Handlers: ${[...byId.keys()].slice(0, 12).join(', ')}.${didYouMean(id, byId.keys())}`
                : `Add it: handlers: [{ id: ${id}, kind: … }].`,
          }),
        ],
  );
}
