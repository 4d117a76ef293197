import { z } from 'zod';
import { duration, parseDuration } from '#lib/domain/workflow/duration.ts';
import { httpParams } from '../http/params.ts';

const shortestMs = 200;
/** Each probe is two events of the run. */
const mostProbes = 10_000;

export const defaultEveryMs = 30_000;

const expression = z.string().min(1).max(10_000);

export const watchParams = z
  .strictObject({
    every: duration
      .refine((value) => (parseDuration(value) ?? 0) >= shortestMs, `must be at least ${shortestMs}ms`)
      .optional()
      .meta({ description: 'Time between two probes. Default 30s.' }),
    window: duration.meta({ description: 'How long it watches.' }),
    probe: z
      .union([
        z.strictObject({ http: httpParams }).meta({ title: 'A request' }),
        z
          .strictObject({ expression: expression.meta({ description: 'A CEL expression over what the step sees.' }) })
          .meta({ title: 'An expression' }),
      ])
      .meta({ description: '{ http: … } as a step of kind http, or { expression: … } (CEL).' }),
    tripWhen: z.union([expression, z.array(expression).min(1).max(20)]).meta({
      description:
        'Conditions (CEL), any of which trips it, over `probe`, `samples`, `error_rate` and `response_time`. `5%` and `2000ms` may be written.',
    }),
    trips: z.number().int().min(1).max(100).optional().meta({ description: 'How often in a row. Default 1.' }),
    onTrip: z.enum(['fail', 'outcome']).optional().meta({
      description: 'fail (default), or outcome: its edges are tripped and calm.',
    }),
    onError: z.enum(['trip', 'ignore']).optional().meta({
      description: 'When a probe fails: trip (default, after 3 in a row) or ignore.',
    }),
  })
  .refine(({ every = defaultEveryMs / 1000, window }) => probesIn(every, window) <= mostProbes, {
    path: ['every'],
    error: `is so short that the window would hold more than ${mostProbes} probes`,
  })
  .refine(({ probe }) => !('http' in probe) || probe.http.artifact === undefined, {
    path: ['probe', 'http', 'artifact'],
    error: 'has no meaning here: answers of a watch are not kept as files',
  });

export type WatchParams = z.infer<typeof watchParams>;

const probesIn = (every: string | number, window: string | number) =>
  (parseDuration(window) ?? 0) / Math.max(1, parseDuration(every) ?? 1);
