import { z } from 'zod';
import { isPlainName, plainNameAdvice } from '../plain-name.ts';
import { duration } from '../workflow/duration.ts';
import type { Json } from '../workflow/json.ts';
import type { GateAction } from './action.ts';
import { type GatePlacement, gatePlacements } from './placement.ts';

export { type GateAction, gateActionNames, gateActions } from './action.ts';
export { type GatePlacement, gatePlacements } from './placement.ts';

const name = z.string().min(1).max(200);
const reviewer = z.string().min(1).max(200);

export const reviewersSchema = z
  .strictObject({
    users: z.array(reviewer).max(200).optional().meta({ description: 'E-mail addresses of members.' }),
    groups: z.array(name).max(50).optional().meta({ description: 'Names of groups of the workspace.' }),
    expression: z.string().min(1).max(2000).optional().meta({
      description:
        'A CEL expression over the run that gives further e-mails or groups when the gate opens (a text or a list).',
    }),
  })
  .meta({ description: 'Who may decide. Without it, everyone whose role may decide gates.' });

const moreReviewers = z.strictObject({
  users: z.array(reviewer).max(200).optional().meta({ description: 'E-mail addresses of members.' }),
  groups: z.array(name).max(50).optional().meta({ description: 'Names of groups of the workspace.' }),
});

const escalationSchema = z.strictObject({
  after: duration.meta({ description: 'Counted from the opening.' }),
  to: moreReviewers.meta({ description: 'Whom the gate asks too, at any level.' }),
});

export const quorumSchema = z
  .union([
    z.number().int().min(1).max(100),
    z.literal('all'),
    z.strictObject({ levels: z.array(z.array(reviewer).min(1)).min(1).max(10) }),
  ])
  .meta({ description: 'How many must let it pass: a number, all, or levels (groups or e-mails) in order.' });

export const gateSchema = z.strictObject({
  placement: z.enum(gatePlacements).optional().meta({
    description: 'before, after or onFailure of the step; alone for kind gate. Default: after (alone for kind gate).',
  }),
  title: z
    .string()
    .max(200)
    .refine(isPlainName, plainNameAdvice)
    .optional()
    .meta({ description: 'The question, as the reviewer reads it.' }),
  description: z.string().max(10_000).optional().meta({ description: 'What to look at, in Markdown.' }),
  reviewers: reviewersSchema.optional(),
  quorum: quorumSchema.optional(),
  actions: z
    .array(z.enum(['approve', 'modify', 'retry', 'skip', 'cancel']))
    .min(1)
    .optional()
    .meta({ description: 'Which actions are offered. Default: all.' }),
  mandatory: z.boolean().optional().meta({ description: 'No skip, no automatic approval.' }),
  outcomes: z
    .array(z.string().regex(/^[A-Za-z][\w-]{0,63}$/))
    .max(20)
    .optional()
    .meta({ description: 'Named outcomes of a gate that stands alone; each is an edge.' }),
  editable: z
    .union([z.literal(true), z.array(z.string().min(1).max(200)).max(200)])
    .optional()
    .meta({ description: 'Fields a reviewer may edit (true: all of them). Default: all.' }),
  form: z.record(z.string(), z.json()).optional().meta({ description: 'A JSON Schema of what the reviewer fills in.' }),
  commentRequired: z
    .array(z.enum(['approve', 'modify', 'retry', 'skip', 'cancel', 'outcome']))
    .optional()
    .meta({
      description: 'Actions that need a comment.',
    }),
  exclude: z.array(reviewer).max(200).optional().meta({
    description: 'Groups and e-mails of those who can never let it pass, whoever else names them.',
  }),
  secondReviewer: z.array(z.string().min(1).max(200)).max(200).optional().meta({
    description: 'Fields of the payload whose edit takes effect only when somebody else approves it too.',
  }),
  stepUp: z.boolean().optional().meta({
    description: 'true: letting it pass asks for the password, or a code of the second factor, again.',
  }),
  policy: name.optional().meta({
    description: 'A policy of the workspace. What it demands holds here too; a gate can only ask for more.',
  }),
  selfApproval: z.literal('never').optional().meta({
    description: 'never: the starter, author, editor or retrier can never decide here, whatever the workspace permits.',
  }),
  due: duration.optional().meta({ description: 'How long people have, such as 4h; after that it counts as late.' }),
  remind: z
    .union([duration, z.array(duration).min(1).max(10)])
    .optional()
    .meta({
      description: 'When those who are asked and have not signed are reminded, counted from the opening.',
    }),
  escalate: z
    .union([escalationSchema, z.array(escalationSchema).min(1).max(5)])
    .optional()
    .meta({
      description: 'Who is asked too when nobody has decided for so long; several make a chain.',
    }),
  expire: z
    .strictObject({ after: duration, then: z.string().min(1).max(64) })
    .optional()
    .meta({
      description: 'After this time the gate closes by itself with `then`: approve, skip, cancel, or an outcome.',
    }),
  reuse: z.boolean().optional().meta({
    description:
      'true: in a rerun, signatures on exactly the same count again, unless the one who reruns it gave one. Default: false.',
  }),
});

/**
 * What a policy of the workspace can demand of gates: the parts of a gate that say who may pass it and how. Null is
 * never needed: what is left out is the author's to say.
 */
export const policyDemandSchema = gateSchema
  .pick({
    quorum: true,
    actions: true,
    mandatory: true,
    editable: true,
    form: true,
    commentRequired: true,
    exclude: true,
    secondReviewer: true,
    stepUp: true,
    selfApproval: true,
    due: true,
    remind: true,
    escalate: true,
    expire: true,
  })
  .extend({
    reviewers: moreReviewers.optional(),
    // To let it pass without anybody would be to ask for less.
    expire: z.strictObject({ after: duration, then: z.literal('cancel') }).optional(),
  });
export type PolicyDemand = z.infer<typeof policyDemandSchema>;

export type GateSpec = z.infer<typeof gateSchema>;
export type ReviewersSpec = z.infer<typeof reviewersSchema>;
export type Quorum = z.infer<typeof quorumSchema>;

/** A gate with every default written out; this is what the digest covers, so it has one canonical form. */
export type GatePolicy = {
  placement: GatePlacement;
  title: string;
  description: string;
  reviewers: { users: string[]; groups: string[]; expression: string | null };
  quorum: Quorum;
  /** Of `all`: never fewer than these, where a policy of the workspace asks for a number. */
  atLeast?: number;
  actions: GateAction[];
  mandatory: boolean;
  outcomes: string[];
  editable: true | string[];
  form: { [key: string]: Json } | null;
  commentRequired: GateAction[];
  /** `workspace`: the workspace's rule holds; `never` is stricter than any workspace. */
  selfApproval: 'workspace' | 'never';
  /** Groups and e-mails that can never let it pass. */
  exclude: string[];
  /** Dotted fields whose edit asks a second person. */
  secondReviewer: string[];
  stepUp: boolean;
  /** A policy of the workspace that the author names. */
  named: string | null;
  /** The policy of the workspace whose reviewers hold here, whatever the author wrote. */
  heldBy: string | null;
  dueMs: number | null;
  /** After the opening, ascending. */
  remindMs: number[];
  /** Ascending; `to`: groups and e-mails asked from then on too. */
  escalate: { afterMs: number; to: string[] }[];
  expireMs: number | null;
  expireThen: string | null;
  /** What was signed in a run counts in its reruns too, while exactly the same is asked. */
  reuse: boolean;
};
