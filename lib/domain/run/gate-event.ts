import { z } from 'zod';
import { actorSchema } from '../access/actor.ts';
import { type GatePolicy, gateActionNames, gatePlacements } from '../gate/spec.ts';
import { signedGateSchema, signerSchema } from './reuse.ts';
import { valueSchema } from './value.ts';

const gate = z.string();
const step = z.string();

/** What happens at a gate of a run, from its opening to its end: the payload of each event type. */
export const gateEvents = {
  'gate.opened': z.strictObject({
    gate,
    step,
    placement: z.enum(gatePlacements),
    attempt: z.number().int().nonnegative(),
    payload: valueSchema,
    digest: z.string(),
    dueAt: z.number().nullable(),
    expiresAt: z.number().nullable(),
    /** Why this gate exists when the author did not draw it ("did it happen?" after a lost attempt), or what is odd about it. */
    reason: z.string().optional(),
    /** As policies of the workspace made it, when they did. */
    policy: z
      .custom<GatePolicy>((value) => typeof value === 'object' && value !== null && 'quorum' in value)
      .optional(),
    /** E-mails and groups that the reviewers' expression gave. */
    named: z.array(z.string()).optional(),
  }),
  'gate.voted': z.strictObject({
    gate,
    actor: actorSchema,
    action: z.enum(gateActionNames),
    outcome: z.string().optional(),
    /** What the voter was shown. */
    digest: z.string(),
    comment: z.string().optional(),
    form: z.record(z.string(), z.json()).optional(),
    /** The voter falls under the four-eyes rule and was let through by an exemption; shown everywhere. */
    selfSigned: z.boolean().optional(),
    /** Whose right was used: they had named the voter as the one who stands in for them. */
    onBehalfOf: z.strictObject({ id: z.string(), name: z.string() }).optional(),
    /** The password, or a code of the second factor, was given with it. */
    steppedUp: z.boolean().optional(),
    /** The edit touches fields that somebody else has to approve too. */
    asksSecond: z.boolean().optional(),
    /** Which of a quorum's ordered levels this vote fills, from 0. */
    level: z.number().int().optional(),
    /** On modify: the new payload and its digest; earlier votes are void. */
    payload: valueSchema.optional(),
    newDigest: z.string().optional(),
  }),
  'gate.closed': z.strictObject({
    gate,
    step,
    action: z.enum([...gateActionNames, 'void']),
    outcome: z.string().optional(),
    by: actorSchema,
    expired: z.boolean().optional(),
    comment: z.string().optional(),
  }),
  /** Those who are asked and have not signed are reminded; `nth` from 1. */
  'gate.reminded': z.strictObject({ gate, nth: z.number().int().positive() }),
  /** Nobody decided in time: `to` (groups, e-mails) are asked too. `stage` from 1. */
  'gate.escalated': z.strictObject({
    gate,
    stage: z.number().int().positive(),
    to: z.array(z.string()),
  }),
  /** A person chose others to decide. */
  'gate.reassigned': z.strictObject({
    gate,
    by: actorSchema,
    to: z.array(z.string()).min(1),
    comment: z.string().optional(),
  }),
  /** What was asked had been signed in an earlier run (`from`, by whom), and the gate permits that this counts again. */
  'gate.reused': z.strictObject({
    gate,
    step,
    placement: z.enum(gatePlacements),
    digest: z.string(),
    action: z.enum(gateActionNames),
    outcome: z.string().optional(),
    comment: z.string().optional(),
    from: signedGateSchema.pick({ runId: true, number: true, gate: true }),
    signers: z.array(signerSchema).min(1),
  }),
} as const;
