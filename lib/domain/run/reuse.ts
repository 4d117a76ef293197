import { z } from 'zod';
import { actorSchema } from '../access/actor.ts';
import { gateActionNames, gatePlacements } from '../gate/spec.ts';
import { artifactSchema } from './artifact.ts';
import { valueSchema } from './value.ts';

/** Who let a gate pass, and how; `at`: Unix ms. */
export const signerSchema = z.strictObject({
  actor: actorSchema,
  action: z.enum(gateActionNames),
  at: z.number(),
  comment: z.string().optional(),
  form: z.record(z.string(), z.json()).optional(),
});
export type Signer = z.infer<typeof signerSchema>;

/** A gate that people let pass in an earlier run. */
export const signedGateSchema = z.strictObject({
  runId: z.string(),
  number: z.number().int(),
  gate: z.string(),
  step: z.string(),
  placement: z.enum(gatePlacements),
  /** Of what they signed in the end. */
  digest: z.string(),
  action: z.enum(gateActionNames),
  outcome: z.string().optional(),
  comment: z.string().optional(),
  signers: z.array(signerSchema).min(1),
});
export type SignedGate = z.infer<typeof signedGateSchema>;

/** How a step ended in the earlier run. */
export const reusableStepSchema = z.strictObject({
  end: z.enum(['succeeded', 'waived', 'notTaken']),
  /** Which attempt and round gave the result: a signature covers them. */
  attempt: z.number().int().nonnegative(),
  round: z.number().int().positive(),
  params: valueSchema.optional(),
  output: valueSchema.optional(),
  outcome: z.string().optional(),
  warning: z.string().optional(),
  reason: z.string().optional(),
  artifacts: z.array(artifactSchema).optional(),
  /** Members who edited what it gave or was given: four eyes go on excluding them. */
  editors: z.array(z.string()).optional(),
  finishedAt: z.number().nullable(),
});
export type ReusableStep = z.infer<typeof reusableStepSchema>;

/**
 * What a run takes over from the run that it repeats. A step is taken over only when its turn comes and everything it
 * needs has ended as it did then; `gates` are signatures that may stand in for new ones (see decide/reuse.ts).
 */
export const reuseSchema = z.strictObject({
  /** Null: no run gave them; a person tries a step on samples. */
  runId: z.string().nullable(),
  number: z.number().int().nullable(),
  steps: z.record(z.string(), reusableStepSchema),
  gates: z.array(signedGateSchema),
});
export type Reuse = z.infer<typeof reuseSchema>;
