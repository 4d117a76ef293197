import type { RunEvent } from '#lib/domain/run/event.ts';
import type { RunEventView } from '../run-event.ts';

/** An event as it is shown: the step, attempt and actor beside the rest. */
export function eventView({ seq, at, type, data }: RunEvent): RunEventView {
  return {
    seq,
    at: new Date(at).toISOString(),
    type,
    ...('step' in data ? { step: data.step } : {}),
    ...('attempt' in data ? { attempt: data.attempt } : {}),
    ...('actor' in data ? { actor: data.actor } : 'by' in data ? { actor: data.by } : {}),
    data,
  };
}

/** The event itself again, to be folded. */
export const eventOf = ({ seq, at, type, data }: RunEventView): RunEvent =>
  ({ seq, at: Date.parse(at), type, data }) as RunEvent;
