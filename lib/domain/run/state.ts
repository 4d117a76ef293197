import type { Actor } from '../access/actor.ts';
import type { GateAction, GatePlacement, GatePolicy } from '../gate/spec.ts';
import type { NormalStep, NormalWorkflow } from '../workflow/normal.ts';
import type { Artifact } from './artifact.ts';
import type { Cached, CacheKey } from './cached.ts';
import type { Parent } from './child.ts';
import type { Addition } from './event.ts';
import type { Reuse, Signer } from './reuse.ts';
import type { RunStatus } from './status.ts';
import type { StepError } from './step-error.ts';
import type { Value } from './value.ts';
import type { Wait } from './wait.ts';

/**
 * A step's life. Ends: succeeded, failed, waived (skipped by a person), notTaken, cancelled.
 *
 *   pending ──needs met──▶ ready ──prepared──▶ queued (pool) ──▶ running ──▶ succeeded | failed
 *                            │ before-gate        ▲  retry timer / lost   │ ▲    │ after-gate, onFailure-gate
 *                            ▼                    └──────────── retrying ◀┼─┼────┤
 *                          gated ◀────────────────────────────────────────┼─┼────┘
 *                                                        suspended ◀──────┘ │ time, signal, child run
 *                                                            └──────────────┘
 */
export type StepPhase =
  | 'pending'
  | 'ready'
  | 'gated'
  | 'queued'
  | 'running'
  | 'suspended'
  | 'retrying'
  | 'succeeded'
  | 'failed'
  | 'waived'
  | 'notTaken'
  | 'cancelled';

export type StepState = {
  phase: StepPhase;
  /** Count of attempts so far, over all rounds. */
  attempt: number;
  /** Idempotency key of the logical execution: stable over recovery and automatic retries, new after a person's retry. */
  key: string | null;
  /** 1, then one more each time a person sends the step back. */
  round: number;
  /** Attempts in a row whose worker vanished. */
  lost: number;
  /** Automatic retries used in this round, by index of the retry rule. */
  retries: number[];
  /** Rendered parameters of this round; a gate before the step may have edited them. */
  params: Value | null;
  output: Value | null;
  outcome: string | null;
  error: StepError | null;
  /** A failure that a person or a failure edge took in hand does not fail the run. */
  accepted: boolean;
  warning: string | null;
  reason: string | null;
  /** It was not run: it has the result of the run that this one repeats. */
  reused: boolean;
  artifacts: Artifact[];
  /** Where a success of the latest attempt is kept; null when it is not. */
  cacheKey: CacheKey | null;
  /** It was not run: it has the result of an earlier run with the same cache key. */
  cached: Cached | null;
  epoch: number;
  worker: string | null;
  /** Its attempts go through a pool: the latest has, or had, a pool task. */
  pooled: boolean;
  /** Open gate of the step, if any. */
  gate: string | null;
  /** Placement whose gate must be opened next. */
  gateDue: GatePlacement | null;
  /** The before-gate of this round has been passed. */
  beforePassed: boolean;
  retryAt: number | null;
  /** What the attempt waits, or last waited, for; null when it never did. */
  wait: Wait | null;
  /** 0: the step itself; else which of its fallbacks, from 1. */
  fallback: number;
  feedback: string | null;
  /** Needs not yet decided, and needs met. */
  undecided: number;
  met: number;
  startedAt: number | null;
  finishedAt: number | null;
  /** The event that ended it: what took place within one millisecond has an order too. */
  endSeq: number | null;
  /** When its needs were met. */
  readyAt: number | null;
  /** When the latest attempt began: its time limit counts from here. */
  begunAt: number | null;
};

export type Vote = {
  actor: Actor;
  action: GateAction;
  outcome: string | null;
  digest: string;
  comment: string | null;
  form: Record<string, unknown> | null;
  selfSigned: boolean;
  /** Whose right was used, when not the voter's own. */
  onBehalfOf: { id: string; name: string } | null;
  /** Given with the password or a code again. */
  steppedUp: boolean;
  level: number | null;
  at: number;
  /** A later modify changed what was signed. */
  void: boolean;
};

export type GateCall = 'opened' | 'reminded' | 'escalated' | 'reassigned';

export type GateState = {
  id: string;
  step: string;
  placement: GatePlacement;
  attempt: number;
  payload: Value;
  originalPayload: Value;
  digest: string;
  openedAt: number;
  dueAt: number | null;
  expiresAt: number | null;
  reason: string | null;
  /** As a policy of the workspace strengthened it when the gate opened; null: as drawn. */
  policy: GatePolicy | null;
  /** E-mails and groups that the reviewers' expression gave. */
  named: string[];
  /** Somebody chose others to decide here. */
  assigned: { to: string[]; by: Actor; at: number } | null;
  /** Reminders sent, and stages of the escalation reached. */
  reminded: number;
  escalated: number;
  /** What was done to have it decided, oldest first. */
  calls: { what: GateCall; at: number }[];
  /** Member whose edit somebody else has to approve too. */
  secondFor: string | null;
  votes: Vote[];
  /** Members who edited the payload here. */
  editors: string[];
  /** Signed in an earlier run, and that counts here too. */
  reused: { runId: string; number: number; gate: string; signers: Signer[] } | null;
  closed: {
    action: GateAction | 'void';
    outcome: string | null;
    by: Actor;
    at: number;
    expired: boolean;
    comment: string | null;
  } | null;
};

/** How far a map has come. Items are counted from 0. */
export type MapState = {
  /** Ids of an item's steps begin with it: `scan[3].check`; of a later attempt `scan#2[3].check`. */
  prefix: string;
  count: number;
  /** Items at once. */
  concurrency: number;
  /** The first item that has not begun. */
  next: number;
  /** Items under way → steps of theirs that have not ended. */
  open: Map<number, number>;
  failed: Set<number>;
};

/** A signal that no step has taken yet. */
export type SignalState = { id: string; name: string; data: Value; actor: Actor; at: number };

/** A step that came into the run while it went on; `over`: it belongs to what follows a failure. */
export type AddedStep = { spec: NormalStep; why: Addition; rule: string | null; holds: boolean };

/** The fold of a run's events. Maps keep the order of the workflow. Times are Unix milliseconds. */
export type RunState = {
  runId: string;
  number: number;
  seq: number;
  at: number;
  status: RunStatus;
  format: number;
  workflowId: string;
  workflowName: string;
  version: number | null;
  specHash: string;
  spec: NormalWorkflow;
  input: Value;
  actor: Actor;
  authors: string[];
  /** Given at its start, beside those of its workflow. */
  labels: string[];
  /** What it takes over from the run that it repeats; null when it repeats none. */
  reuse: Reuse | null;
  /** The step that started it; null when a person did. */
  parent: Parent | null;
  startedAt: number;
  admittedAt: number | null;
  /** Attempts that may be under way at once, as it was when the run was admitted; null for any number. */
  maxSteps: number | null;
  finishedAt: number | null;
  deadlineAt: number | null;
  cancel: { actor: Actor; reason: string; timedOut: boolean } | null;
  paused: { actor: Actor; reason: string; at: number } | null;
  /** The run has failed and only what follows a failure still runs. */
  failing: {
    error: StepError;
    reason: string;
    deadlineAt: number | null;
    cause?: string | undefined;
    at: number;
  } | null;
  signals: SignalState[];
  /** Automatic retries so far, of all steps. */
  retriesUsed: number;
  added: Map<string, AddedStep>;
  /** Maps that have been expanded, by step. */
  maps: Map<string, MapState>;
  /** Child runs that nobody waits for any more though they had not ended, and the event since which, in its order. */
  childrenLeft: { runId: string; seq: number }[];
  /** How often each rule has come true. */
  rulesFired: Map<string, number>;
  outputs: Value | null;
  error: StepError | null;
  reason: string | null;
  steps: Map<string, StepState>;
  gates: Map<string, GateState>;
  /** Derived from spec once: steps by id, and who needs whom. */
  stepSpecs: Map<string, NormalStep>;
  dependents: Map<string, { step: string; on: string }[]>;
  /** Steps that each rule names, and the rules that name a step. */
  ruleSteps: Map<string, string[]>;
  rulesOf: Map<string, string[]>;
  /** Work lists, kept by evolve so that no decision scans the graph. */
  ready: Set<string>;
  unreachable: Set<string>;
  gatesDue: Set<string>;
  active: Set<string>;
  openGates: Set<string>;
  retrying: Set<string>;
  suspended: Set<string>;
  rulesDue: Set<string>;
  /** Added steps that hold everything else back and have not ended. */
  holds: Set<string>;
  /** Steps not yet ended. */
  unfinished: number;
  /** Members who retried a step, by step: excluded from its gates. */
  retriers: Map<string, Set<string>>;
  /** Members who edited a step's payload at any gate, by step. */
  editors: Map<string, Set<string>>;
};
