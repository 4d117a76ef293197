import { z } from 'zod';
import { actorSchema } from '#lib/domain/access/actor.ts';
import { gateActionNames, gatePlacements } from '#lib/domain/gate/spec.ts';
import { artifactResponse } from './artifact.ts';
import { flag, listQuery } from './list.ts';

export const voteResponse = z
  .object({
    actor: actorSchema,
    action: z.enum(gateActionNames),
    outcome: z.string().nullable(),
    comment: z.string().nullable(),
    at: z.string(),
    selfSigned: z.boolean(),
    void: z.boolean(),
    onBehalfOf: z.object({ id: z.string(), name: z.string() }).nullable(),
    steppedUp: z.boolean(),
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
      /** Whose right the caller would use, when not their own. */
      onBehalfOf: z.object({ id: z.string(), name: z.string() }).nullable(),
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

/** A member as an answer names one. */
const person = z.object({ id: z.string(), name: z.string() });

export const approvalListItem = approvalSummary
  .extend({
    /** Who said they are looking at it. */
    claimedBy: person.nullable(),
  })
  .meta({ id: 'ApprovalListItem' });
export type ApprovalListItem = z.infer<typeof approvalListItem>;

export const approvalListQuery = listQuery.extend({
  status: z.enum(['open', 'closed', 'any']).default('open'),
  /** Of open ones those that wait for the asking person; of closed ones those they voted on. */
  mine: flag.default(false),
  /** Only those that ask one of the asking person's groups by name. */
  groups: flag.default(false),
  /** Only those the asking person has voted on, open or closed. */
  decided: flag.default(false),
  runId: z.string().max(100).optional(),
  /** Id or slug. */
  workflow: z.string().max(100).optional(),
  placement: z.enum(gatePlacements).optional(),
  /** Id of the member who started the run. */
  starter: z.string().max(100).optional(),
  /** `late`: due or escalated before now; `today`: due within a day. */
  due: z.enum(['late', 'today']).optional(),
  /** In the title, the step's, the workflow's and the starter's name. */
  q: z.string().trim().max(200).optional(),
  sort: z.enum(['newest', 'oldest', 'due']).default('newest'),
});

/** How many open gates there are for the caller: the same as the lists of those filters. */
export const approvalCounts = z
  .object({ mine: z.number(), groups: z.number(), open: z.number() })
  .meta({ id: 'ApprovalCounts' });
export type ApprovalCounts = z.infer<typeof approvalCounts>;

/** What would happen on each choice: step ids. */
export const outcomePreview = z.object({
  action: z.string(),
  outcome: z.string().nullable(),
  runs: z.array(z.string()),
  skipped: z.array(z.string()),
  cancelled: z.array(z.string()),
  text: z.string(),
});

/** A question asks one member for information; answers name their question. Deciding does not wait for either. */
export const gateComment = z.object({
  id: z.string(),
  kind: z.enum(['comment', 'question', 'answer']),
  by: person,
  at: z.string(),
  text: z.string(),
  /** Of a question: who is asked, and whether somebody answered. */
  asks: person.nullable(),
  answered: z.boolean(),
  /** Of an answer: id of its question. */
  answers: z.string().nullable(),
});

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
    claimedBy: person.nullable(),
    reason: z.string().nullable(),
    /** Groups and e-mails it waits for now; empty: everyone who may decide. */
    asked: z.array(z.string()),
    /** Members who could sign it now and have not, the first 20; the caller among them when they may. */
    couldSign: z.array(person),
    /** Somebody chose who decides. */
    assigned: z.object({ to: z.array(z.string()), by: actorSchema, at: z.string() }).nullable(),
    /** Stages of the escalation reached, of how many; when the next comes, and whom it asks. */
    escalation: z.object({
      stage: z.number(),
      of: z.number(),
      nextAt: z.string().nullable(),
      to: z.array(z.string()),
    }),
    remindAt: z.string().nullable(),
    /** Whose edit somebody else has to approve too. */
    secondFor: person.nullable(),
    /** With what the caller proves again that it is them: null when the gate asks for no proof, or they have nothing to prove it with (then `stepUp.why`). */
    stepUp: z.object({ asked: z.boolean(), by: z.enum(['password', 'code']).nullable(), why: z.string().nullable() }),
    /** The same place of the workflow, when it was last approved. */
    lastApproved: z
      .object({
        id: z.string(),
        runId: z.string(),
        runNumber: z.number(),
        by: actorSchema,
        at: z.string(),
        payload: z.unknown(),
      })
      .nullable(),
  })
  .meta({ id: 'Approval' });
export type ApprovalView = z.infer<typeof approvalResponse>;

/** It is you: the password, or a code of the second factor (one that recovers does too). Never kept. */
export const proofRequest = z.strictObject({
  password: z.string().max(1000).optional(),
  code: z.string().trim().max(40).optional(),
});

export const decisionRequest = z.strictObject({
  action: z.enum(gateActionNames),
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'the digest of the approval as you were shown it'),
  comment: z.string().max(10_000).optional(),
  payload: z.json().optional(),
  form: z.record(z.string(), z.json()).optional(),
  outcome: z.string().max(64).optional(),
  /** Asked for by gates with `stepUp`. */
  proof: proofRequest.optional(),
});
export type DecisionRequest = z.infer<typeof decisionRequest>;
export const decisionResult = z.object({ gate: approvalSummary, closed: z.boolean() });
export const bulkDecisionRequest = z.strictObject({
  decisions: z
    .array(decisionRequest.omit({ proof: true }).extend({ id: z.string() }))
    .min(1)
    .max(500),
  /** Checked once, for all of them. */
  proof: proofRequest.optional(),
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

export const bulkPreviewRequest = z.strictObject({ ids: z.array(z.string().max(100)).min(1).max(500) });
/** Open gates of one place of a workflow, and in what they are not alike. */
export const gateGroup = z.object({
  workflowId: z.string(),
  workflowName: z.string(),
  step: z.string(),
  stepName: z.string(),
  placement: z.enum(gatePlacements),
  /** What a decision has to name, and whether the caller may let it pass. */
  gates: z.array(
    approvalSummary.pick({ id: true, runId: true, runNumber: true, mine: true }).extend({ digest: z.string() }),
  ),
  /** What every one of them offers. */
  actions: z.array(z.enum(gateActionNames)),
  outcomes: z.array(z.string()),
  /** Actions for which one of them at least asks for a comment. */
  commentRequired: z.array(z.enum(gateActionNames)),
  /** Whether one of them at least asks for a form, or for a proof. */
  form: z.boolean(),
  stepUp: z.boolean(),
  /** Not all of them ask for the same: reviewers, quorum, what is offered. */
  policiesDiffer: z.boolean(),
  /** Fields of the payload that are not the same in all: a dotted path ('' the whole), some of the values, how many there are. */
  differ: z.array(z.object({ path: z.string(), values: z.array(z.unknown()), distinct: z.number() })),
  /** More fields differ than are told. */
  more: z.number(),
});
export type GateGroup = z.infer<typeof gateGroup>;
export const bulkPreview = z.object({
  groups: z.array(gateGroup),
  /** Ids that no open gate of the workspace has. */
  gone: z.array(z.string()),
});
export type BulkPreview = z.infer<typeof bulkPreview>;

export const gateCommentRequest = z.strictObject({
  text: z.string().trim().min(1).max(10_000),
  /** Id of a member: the comment is a question to them. */
  asks: z.string().max(100).optional(),
  /** Id of a question of this gate: the comment answers it. */
  answers: z.string().max(100).optional(),
});

export const reassignRequest = z.strictObject({
  /** Names of groups and e-mails of members of the workspace. */
  to: z.array(z.string().trim().min(1).max(200)).min(1).max(50),
  comment: z.string().trim().max(10_000).optional(),
});
