import { z } from 'zod';
import { actorSchema } from '#lib/domain/access/actor.ts';
import { gateActionNames, gatePlacements } from '#lib/domain/gate/spec.ts';
import { flag, listQuery } from './list.ts';
import { artifactResponse } from './run.ts';

export const voteResponse = z
  .object({
    actor: actorSchema,
    action: z.enum(gateActionNames),
    outcome: z.string().nullable(),
    comment: z.string().nullable(),
    at: z.string(),
    selfSigned: z.boolean(),
    void: z.boolean(),
  })
  .meta({ id: 'Vote' });

export const approvalSummary = z
  .object({
    id: z.string(),
    runId: z.string(),
    runNumber: z.number(),
    workflowId: z.string(),
    workflowName: z.string(),
    step: z.string(),
    stepName: z.string(),
    placement: z.enum(gatePlacements),
    attempt: z.number(),
    title: z.string(),
    status: z.enum(['open', 'closed']),
    openedAt: z.string(),
    dueAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    startedBy: actorSchema,
    /** May the asking person decide, and if not, why. */
    mine: z.object({
      /** Whether the caller may let it pass; `why` says why not. */
      may: z.boolean(),
      why: z.string().nullable(),
      selfSigned: z.boolean(),
      /** Sending it back and cancelling the run: also for those whom four eyes exclude from letting it pass. */
      mayStop: z.boolean(),
      /** The caller's signature is on it already; others still have to sign. */
      signed: z.boolean(),
    }),
    /** Votes that let it pass so far, and how many are needed. */
    quorum: z.object({ have: z.number(), need: z.number(), text: z.string() }),
    closed: z
      .object({
        action: z.string(),
        outcome: z.string().nullable(),
        by: actorSchema,
        at: z.string(),
        expired: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'ApprovalSummary' });
export type ApprovalSummary = z.infer<typeof approvalSummary>;

export const approvalListQuery = listQuery.extend({
  status: z.enum(['open', 'closed', 'any']).default('open'),
  /** Only those the asking person may decide. */
  mine: flag.default(false),
  runId: z.string().max(100).optional(),
  /** Id or slug. */
  workflow: z.string().max(100).optional(),
});

/** What would happen on each choice: step ids. */
export const outcomePreview = z.object({
  action: z.string(),
  outcome: z.string().nullable(),
  runs: z.array(z.string()),
  skipped: z.array(z.string()),
  cancelled: z.array(z.string()),
  text: z.string(),
});

export const gateComment = z.object({ id: z.string(), by: z.string(), at: z.string(), text: z.string() });

export const approvalResponse = approvalSummary
  .extend({
    description: z.string(),
    payload: z.unknown(),
    digest: z.string(),
    policy: z.unknown(),
    version: z.number().nullable(),
    specHash: z.string(),
    actions: z.array(
      z.object({
        action: z.enum(gateActionNames),
        outcome: z.string().optional(),
        label: z.string(),
        consequence: z.string(),
      }),
    ),
    preview: z.array(outcomePreview),
    votes: z.array(voteResponse),
    form: z.unknown().nullable(),
    editable: z.union([z.literal(true), z.array(z.string())]),
    upstream: z.array(z.object({ step: z.string(), name: z.string(), output: z.unknown(), hash: z.string() })),
    artifacts: z.array(artifactResponse),
    error: z.unknown().nullable(),
    comments: z.array(gateComment),
    /** Who said they are looking at it. */
    claimedBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Approval' });
export type ApprovalView = z.infer<typeof approvalResponse>;

export const decisionRequest = z.strictObject({
  action: z.enum(gateActionNames),
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'the digest of the approval as you were shown it'),
  comment: z.string().max(10_000).optional(),
  payload: z.json().optional(),
  form: z.record(z.string(), z.json()).optional(),
  outcome: z.string().max(64).optional(),
});
export type DecisionRequest = z.infer<typeof decisionRequest>;
export const decisionResult = z.object({ gate: approvalSummary, closed: z.boolean() });
export const bulkDecisionRequest = z.strictObject({
  decisions: z
    .array(decisionRequest.extend({ id: z.string() }))
    .min(1)
    .max(500),
});
export const bulkDecisionResult = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      ok: z.boolean(),
      status: z.number(),
      code: z.string().optional(),
      detail: z.string().optional(),
    }),
  ),
});
export const gateCommentRequest = z.strictObject({ text: z.string().trim().min(1).max(10_000) });
