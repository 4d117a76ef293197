import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { GateAction, GatePolicy } from '../gate/spec.ts';
import type { NormalWorkflow } from '../workflow/normal.ts';
import { artifactSchema } from './artifact.ts';
import { type CacheKey, cachedSchema } from './cached.ts';
import type { Parent } from './child.ts';
import type { Reuse } from './reuse.ts';
import { stepErrorSchema } from './step-error.ts';
import { type Value, valueSchema } from './value.ts';
import { waitSchema } from './wait.ts';

/**
 * What may be asked of a run. Facts come in with the command: expressions, templates, membership, randomness and the
 * time are evaluated outside. Every command names its step and attempt or gate; a stale one yields no events.
 */
export type Command = HolderCommand | MachineCommand | PersonCommand;

/** From the run's own driver, which holds the lease. */
export type HolderCommand =
  | { type: 'admit'; maxSteps?: number }
  /** Facts of a ready step: its `when`, and its rendered parameters. */
  | {
      type: 'prepare';
      step: string;
      epoch: number;
      /** New idempotency key, used when the step has none for this round. */
      key: string;
      result:
        | { take: true; params: Value; where: 'driver' | 'pool'; worker: string; cache?: CacheKey }
        | { take: false; reason: string }
        | { error: z.infer<typeof stepErrorSchema> };
    }
  | {
      type: 'openGate';
      step: string;
      gate: string;
      payload: Value;
      digest: string;
      reason?: string;
      /** What the gate asks where policies of the workspace ask for more than its author. The digest covers it. */
      policy?: GatePolicy;
      /** Groups and e-mails that the reviewers' expression gave. The digest covers them. */
      named?: string[];
    }
  /** A ready step has the result that it had in the run which this one repeats. */
  | { type: 'reuseStep'; step: string }
  /** Spreads "not taken" over steps whose needs can no longer be met. */
  | { type: 'spread' }
  /** The list of a map step has so many items. */
  | { type: 'expandMap'; step: string; attempt: number; count: number; concurrency?: number }
  /** Begins as many items of a map as may be under way at once. */
  | { type: 'startItems'; step: string }
  /** Whether a due rule holds. */
  | {
      type: 'ruleChecked';
      rule: string;
      result: { holds: boolean } | { error: z.infer<typeof stepErrorSchema> };
    }
  /** A suspended attempt is executed again. */
  | { type: 'resumeAttempt'; step: string; attempt: number; epoch: number; worker: string }
  /** A signal that fits what a suspended step waits for, and what the step makes of it. */
  | { type: 'takeSignal'; step: string; attempt: number; signal: string; output: Value }
  | { type: 'finish'; outputs?: Value; error?: z.infer<typeof stepErrorSchema> };

/** From workers, timers and recovery; posted to the inbox when the poster does not hold the run. */
export const machineCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('attemptStarted'),
    step: z.string(),
    attempt: z.number(),
    epoch: z.number(),
    worker: z.string(),
  }),
  z.strictObject({
    type: z.literal('attemptSucceeded'),
    step: z.string(),
    attempt: z.number(),
    output: valueSchema,
    outcome: z.string().optional(),
    artifacts: z.array(artifactSchema).optional(),
    warning: z.string().optional(),
    notTaken: z.string().optional(),
    cached: cachedSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('attemptFailed'),
    step: z.string(),
    attempt: z.number(),
    error: stepErrorSchema,
    random: z.number(),
    artifacts: z.array(artifactSchema).optional(),
  }),
  z.strictObject({
    type: z.literal('attemptSuspended'),
    step: z.string(),
    attempt: z.number(),
    wait: waitSchema,
  }),
  z.strictObject({ type: z.literal('waitDue'), step: z.string(), attempt: z.number() }),
  z.strictObject({ type: z.literal('rollbackTimedOut') }),
  /** The child run that a step waits for has succeeded. */
  z.strictObject({
    type: z.literal('childSucceeded'),
    step: z.string(),
    attempt: z.number(),
    runId: z.string(),
    number: z.number(),
    outputs: valueSchema,
  }),
  /** The run whose child this one is does not wait for it any more. */
  z.strictObject({ type: z.literal('parentStopped'), reason: z.string() }),
  z.strictObject({ type: z.literal('attemptLost'), step: z.string(), attempt: z.number(), reason: z.string() }),
  z.strictObject({ type: z.literal('retryDue'), step: z.string(), attempt: z.number() }),
  z.strictObject({ type: z.literal('gateExpired'), gate: z.string() }),
  z.strictObject({ type: z.literal('gateReminderDue'), gate: z.string() }),
  z.strictObject({ type: z.literal('gateEscalationDue'), gate: z.string() }),
  z.strictObject({ type: z.literal('runTimedOut') }),
]);
export type MachineCommand = z.infer<typeof machineCommandSchema>;

/** From a person or a key, through an audited command. */
export type PersonCommand =
  | { type: 'cancel'; actor: Actor; reason: string }
  | { type: 'pause'; actor: Actor; reason: string }
  | { type: 'resume'; actor: Actor }
  | { type: 'retryStep'; step: string; actor: Actor; comment: string }
  | { type: 'skipStep'; step: string; actor: Actor; reason: string }
  | { type: 'signal'; signal: string; name: string; data: Value; actor: Actor }
  | {
      type: 'decideGate';
      gate: string;
      actor: Actor;
      action: GateAction;
      digest: string;
      outcome?: string;
      comment?: string;
      form?: Record<string, never> | { [key: string]: z.infer<ReturnType<typeof z.json>> };
      /** On modify: the edited payload and the digest of the case with it. */
      payload?: Value;
      newDigest?: string;
      /** On modify: it touches fields that somebody else has to approve too. */
      asksSecond?: boolean;
      /** The password, or a code of the second factor, was given and checked. */
      steppedUp?: boolean;
      facts: VoterFacts;
    }
  | { type: 'reassignGate'; gate: string; actor: Actor; to: string[]; comment?: string }
  | StartCommand;

export type StartCommand = {
  type: 'start';
  runId: string;
  number: number;
  workflowId: string;
  workflowName: string;
  version: number | null;
  specHash: string;
  spec: NormalWorkflow;
  input: Value;
  actor: Actor;
  authors: string[];
  timeoutMs: number | null;
  /** See concurrency.ts; without it, any number of runs go on at once. */
  concurrencyKey?: string;
  /** Given beside those of its workflow. */
  labels?: string[];
  /** What it takes over from the run that it repeats. */
  reuse?: Reuse;
  /** The step that starts it, when no person does. */
  parent?: Parent;
};

/** Membership at the moment of the vote, resolved outside: the rules only compare. */
export type VoterFacts = {
  /** Groups (names) the voter is in now. */
  groups: string[];
  email: string;
  /** Members who named the voter to stand in for them at this moment. */
  delegators: { id: string; name: string; email: string; groups: string[] }[];
  /** Members who may decide now, for `all` and to say whom a gate waits for: id, email, groups. */
  eligible: { id: string; email: string; groups: string[] }[];
  /** never | marked */
  selfApproval: 'never' | 'marked';
};

/** Why a command was refused; `code` is stable and becomes the problem's code at the HTTP edge. */
export type Refusal = { code: RefusalCode; message: string; details?: Record<string, unknown> };
export const refusalCodes = [
  'run_ended',
  'run_not_started',
  'gate_closed',
  'gate_unknown',
  'stale_digest',
  'not_a_reviewer',
  'self_approval',
  'already_voted',
  'action_not_allowed',
  'comment_required',
  'form_invalid',
  'payload_invalid',
  'outcome_unknown',
  'step_up_required',
  'policy_holds',
  'already_started',
  'not_paused',
  'step_unknown',
  'step_busy',
  'step_not_over',
  'step_has_gate',
  'too_many_signals',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];
