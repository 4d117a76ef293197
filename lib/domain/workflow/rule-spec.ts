import { z } from 'zod';
import { reviewersSchema } from '../gate/spec.ts';
import { isPlainName, plainNameAdvice } from '../plain-name.ts';
import { duration } from './duration.ts';
import { identifier } from './identifier.ts';

/** Shape of rules and of what follows a failure. */

export const notificationSchema = z.strictObject({
  channel: z.string().min(1).max(100).meta({ description: 'log, or a channel of the workspace.' }),
  to: z
    .array(z.string().min(1).max(200))
    .max(100)
    .optional()
    .meta({ description: 'Whom it is for. Default: nobody in particular.' }),
  subject: z.string().max(1000).optional().meta({ description: 'One line. Default: what happened.' }),
  body: z.string().max(100_000).optional().meta({ description: 'More, as text or Markdown. Default: nothing.' }),
});

const ruleActions = z.discriminatedUnion('action', [
  z
    .strictObject({
      action: z.literal('requireApproval'),
      reviewers: reviewersSchema.optional(),
      title: z
        .string()
        .max(200)
        .refine(isPlainName, plainNameAdvice)
        .optional()
        .meta({ description: 'The question. Default: the name of the rule.' }),
    })
    .meta({ description: 'Nothing else starts until somebody let it pass.' }),
  z
    .strictObject({
      action: z.literal('escalate'),
      to: reviewersSchema,
      message: z.string().max(2000).optional().meta({ description: 'Default: the name of the rule.' }),
    })
    .meta({ description: 'Asks these people; the rest goes on, but the run does not end before they answered.' }),
  z
    .strictObject({
      action: z.literal('requireRework'),
      steps: z.array(identifier).min(1).max(100).optional().meta({ description: 'Default: the steps it names.' }),
      feedback: z.string().max(10_000).optional().meta({ description: 'Default: the rule and its condition.' }),
      max: z.number().int().min(1).max(20).optional().meta({ description: 'Then the run fails. Default 1.' }),
    })
    .meta({ description: 'The steps start over with this feedback (`gate.feedback`).' }),
  z
    .strictObject({
      action: z.literal('block'),
      reason: z.string().max(2000).optional().meta({ description: 'Default: that the rule came true.' }),
    })
    .meta({ description: 'The run fails now; work under way is stopped.' }),
  z
    .strictObject({
      action: z.literal('rollback'),
      reason: z.string().max(2000).optional().meta({ description: 'Default: that the rule came true.' }),
    })
    .meta({ description: 'As block, and what succeeded is taken back.' }),
  z
    .strictObject({ action: z.literal('notify'), ...notificationSchema.shape })
    .meta({ description: 'Tells a channel; the run goes on, and does not fail when that fails.' }),
  z
    .strictObject({
      action: z.literal('run'),
      handlers: z.array(identifier).min(1).max(20).meta({ description: 'Ids of handlers.' }),
    })
    .meta({ description: 'Runs these handlers beside the rest of the run.' }),
]);

export const ruleSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(100)
    .refine(isPlainName, plainNameAdvice)
    .meta({ description: 'Unlike those of other rules.' }),
  when: z.string().min(1).max(10_000).meta({
    description: 'A CEL expression, checked as soon as every step it names has ended, before anything else starts.',
  }),
  then: ruleActions.meta({ description: 'What follows each time that it holds; see the actions below.' }),
});

export const onFailureSchema = z.strictObject({
  rollback: z
    .union([z.boolean(), z.strictObject({ timeout: duration })])
    .optional()
    .meta({
      description:
        'Take back what succeeded (`undo` of its steps), latest first, within this time. Default: false; with true 30m.',
    }),
  run: z
    .array(identifier)
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'Ids of handlers, one after the other, after the roll-back. Default: none.' }),
  notify: z
    .array(notificationSchema)
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'Who is told then. Templates may read `run.failure`. Default: nobody.' }),
  escalate: reviewersSchema
    .optional()
    .meta({ description: 'Who has to acknowledge the failure before the run ends. Default: nobody.' }),
});

export type RuleSpec = z.infer<typeof ruleSchema>;
export type OnFailureSpec = z.infer<typeof onFailureSchema>;
export type NotificationSpec = z.infer<typeof notificationSchema>;
