import { z } from 'zod';

/** Why an attempt failed. `kind` is what retry rules match; `place` names the parameter, field or line. */
export const stepErrorSchema = z.strictObject({
  kind: z.enum([
    'timeout',
    'exit',
    'error',
    'assert',
    'expression',
    'template',
    'input',
    'lost',
    'output',
    'cancelled',
    'http',
    'network',
    'refused',
  ]),
  message: z.string(),
  place: z.string().optional(),
  /** What to do about it, in one sentence. */
  fix: z.string().optional(),
  details: z.record(z.string(), z.json()).optional(),
});

export type StepError = z.infer<typeof stepErrorSchema>;
