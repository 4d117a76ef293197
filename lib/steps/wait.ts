import { z } from 'zod';
import type { StepError } from '#lib/domain/run/step-error.ts';
import { parseDuration } from '#lib/domain/workflow/duration.ts';
import { defineKind } from './kind.ts';

const time = z.union([z.string(), z.number()]);

const waitParams = z
  .strictObject({
    for: time.optional().meta({ description: 'How long: 30s, 5m, 2h, 1d, or seconds.' }),
    until: z.string().optional().meta({ description: 'A point in time, such as 2026-12-24T08:00:00Z.' }),
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
    match: { widget: 'cel', placeholder: 'event.data.order == inputs.order', help: 'Which of these signals.' },
    onTimeout: { help: 'When the signal did not come in time.' },
  },
  summary: ['event', 'for', 'until'],
  example: { id: 'soak', kind: 'wait', with: { for: '15m' } },
  params: waitParams,
  literal: ['match'],
  expressions: [],
  pure: true,
  compute: (params, { now }) => {
    const until = whenOf(params, now);
    if (typeof until === 'object' && until !== null) return { ok: false, error: until };
    if (params.event === undefined)
      return { suspend: { until, due: 'succeed', output: { at: new Date(until!).toISOString() } } };
    const timedOut = { event: params.event, data: null, timedOut: true };
    const due = params.onTimeout === 'continue' ? ('succeed' as const) : ('fail' as const);
    const { event, match } = params;
    return { suspend: { until, due, output: timedOut, event, ...(match === undefined ? {} : { match }) } };
  },
});

/** Unix ms; null for no time. */
function whenOf(given: z.infer<typeof waitParams>, now: number): number | null | StepError {
  if (given.for !== undefined) {
    const ms = parseDuration(given.for);
    return ms === null ? wrong('for', 'is no duration', 'Write 30s, 5m, 2h, 1d, or seconds.') : now + ms;
  }
  if (given.until === undefined) return null;
  const at = Date.parse(given.until);
  return Number.isNaN(at) ? wrong('until', 'is no point in time', 'Write it as 2026-12-24T08:00:00Z.') : at;
}

const wrong = (name: string, message: string, fix: string): StepError => ({
  kind: 'input',
  message,
  place: `with.${name}`,
  fix,
});
