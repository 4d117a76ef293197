import { z } from 'zod';
import { duration, parseDuration } from '#lib/domain/workflow/duration.ts';
import { defineKind } from './kind.ts';

const pointInTime = z
  .string()
  .refine(
    (text) => /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
    'must be a point in time with its zone, such as 2026-12-24T08:00:00Z or 2026-12-24T08:00:00+01:00',
  );

const waitParams = z
  .strictObject({
    for: duration.optional().meta({ description: 'How long: 30s, 5m, 2h, 1d, or seconds.' }),
    until: pointInTime.optional().meta({ description: 'A point in time, such as 2026-12-24T08:00:00Z.' }),
    event: z.string().min(1).max(200).optional().meta({
      description: 'Name of the signal to wait for (POST /runs/{id}/signals). It may have come before.',
    }),
    match: z.string().min(1).max(10_000).optional().meta({
      description: 'A CEL expression over `event.data` and what the step sees; only a signal that fits ends the wait.',
    }),
    onTimeout: z.enum(['fail', 'continue']).optional().meta({
      description: 'When the signal did not come within `for` or `until`. Default fail.',
    }),
  })
  .refine((given) => given.for !== undefined || given.until !== undefined || given.event !== undefined, {
    error: 'needs for, until or event',
  })
  .refine((given) => given.for === undefined || given.until === undefined, { error: 'give either for or until' })
  .refine((given) => given.event !== undefined || (given.match === undefined && given.onTimeout === undefined), {
    error: 'match and onTimeout belong to event',
  });

export const waitKind = defineKind({
  kind: 'wait',
  label: 'Wait',
  group: 'Logic',
  description: 'Waits for a time, a date or a signal; holds no worker meanwhile.',
  icon: 'clock',
  where: 'driver',
  hints: {
    for: { widget: 'text', placeholder: '15m', help: 'How long.' },
    until: { widget: 'text', placeholder: '2026-12-24T08:00:00Z', help: 'Or a point in time.' },
    event: { widget: 'text', placeholder: 'payment', help: 'Or the name of a signal.' },
    match: {
      widget: 'cel',
      placeholder: 'event.data.order == inputs.order',
      help: 'Which of these signals (CEL).',
      names: {
        event: 'the signal',
        'event.data': 'what it brings',
        'event.by': 'who sent it',
        'event.at': 'when',
        'event.event': 'its name',
      },
    },
    onTimeout: { placeholder: 'fail', help: 'When the signal did not come in time.' },
  },
  summary: ['event', 'for', 'until'],
  example: { id: 'soak', kind: 'wait', with: { for: '15m' } },
  params: waitParams,
  literal: [],
  expressions: ['match'],
  readAs: (source) => ({ source, names: ['event'] }),
  pure: true,
  compute: (params, { now }) => {
    const until = whenOf(params, now);
    if (params.event === undefined)
      return { suspend: { until, due: 'succeed', output: { at: new Date(until!).toISOString() } } };
    const timedOut = { event: params.event, data: null, timedOut: true };
    const due = params.onTimeout === 'continue' ? ('succeed' as const) : ('fail' as const);
    const { event, match } = params;
    return { suspend: { until, due, output: timedOut, event, ...(match === undefined ? {} : { match }) } };
  },
});

/** Unix ms; null for no time. */
function whenOf(given: z.infer<typeof waitParams>, now: number): number | null {
  if (given.for !== undefined) return now + parseDuration(given.for)!;
  return given.until === undefined ? null : Date.parse(given.until);
}
