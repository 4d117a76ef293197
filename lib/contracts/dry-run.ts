import { z } from 'zod';
import { findingResponse, planResponse } from './workflow.ts';

export const dryStep = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    /** `ask`: a gate that stands alone. `unknown`: what decides it is known only in the run. */
    would: z.enum(['run', 'skip', 'ask', 'unknown']),
    why: z.string().nullable(),
    /** It would fail as it is; `why` says how. */
    fails: z.boolean(),
    when: z.string().nullable(),
    /** Rendered. What only the run will know is named: `⟨steps.build.output⟩`. Large ones are cut to `{preview, bytes}`. */
    params: z.unknown(),
    /** Of kinds that are computed without effects. */
    output: z.unknown().optional(),
    gates: z.array(
      z.object({
        placement: z.string(),
        title: z.string(),
        reviewers: z.object({ users: z.array(z.string()), groups: z.array(z.string()) }),
      }),
    ),
    /** Names of the secrets it would be given. */
    secrets: z.array(z.string()),
  })
  .meta({ id: 'DryStep' });
export type DryStepView = z.infer<typeof dryStep>;

/** What a run would do; in the order in which its steps could run. */
export const dryRunResponse = z
  .object({
    dryRun: z.literal(true),
    version: z.number().nullable(),
    plan: planResponse,
    steps: z.array(dryStep),
    /** With defaults; sensitive values are only named. */
    input: z.record(z.string(), z.unknown()),
    findings: z.array(findingResponse),
  })
  .meta({ id: 'DryRun' });
export type DryRunView = z.infer<typeof dryRunResponse>;
