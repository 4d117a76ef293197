import { z } from 'zod';

/** Every coded error of the HTTP API: code → status and title. The OpenAPI document and the client are made from it. */
export const problems = {
  invalid_request: { status: 400, title: 'The request is not well formed' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  wrong_credentials: { status: 401, title: 'E-mail or password is wrong' },
  second_factor_required: { status: 401, title: 'Enter the code of your second factor' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  foreign_origin: { status: 403, title: 'The request came from another site' },
  not_a_reviewer: { status: 403, title: 'You are not a reviewer of this gate' },
  self_approval: { status: 403, title: 'Somebody else has to decide this' },
  step_up_required: { status: 403, title: 'Prove again that it is you' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  other_workspace: { status: 409, title: 'This page shows another workspace' },
  conflict: { status: 409, title: 'Somebody else was faster' },
  stale_draft: { status: 409, title: 'The draft changed since you opened it' },
  stale_digest: { status: 409, title: 'What you were shown has changed' },
  gate_closed: { status: 409, title: 'This gate is closed' },
  policy_holds: { status: 409, title: 'A policy of the workspace says otherwise' },
  in_use: { status: 409, title: 'Something still needs it' },
  already_voted: { status: 409, title: 'You have decided already' },
  run_ended: { status: 409, title: 'The run has ended' },
  run_not_over: { status: 409, title: 'The run has not ended' },
  not_paused: { status: 409, title: 'The run is not paused' },
  step_busy: { status: 409, title: 'The step is under way, or has ended' },
  step_not_over: { status: 409, title: 'The step has not ended' },
  step_has_gate: { status: 409, title: 'A gate decides this' },
  setup_done: { status: 409, title: 'Set-up is done already' },
  idempotency_mismatch: { status: 409, title: 'This Idempotency-Key was used for another request' },
  reset_spent: { status: 410, title: 'This link is no longer valid' },
  invitation_spent: { status: 410, title: 'This invitation is no longer valid' },
  too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON or YAML' },
  invalid_workflow: { status: 422, title: 'The workflow has errors' },
  invalid_input: { status: 422, title: 'The input does not fit' },
  action_not_allowed: { status: 422, title: 'This gate does not offer that action' },
  comment_required: { status: 422, title: 'A comment is required' },
  form_invalid: { status: 422, title: 'The form is not filled in as asked' },
  payload_invalid: { status: 422, title: 'The edit does not fit' },
  outcome_unknown: { status: 422, title: 'This gate has no such outcome' },
  not_published: { status: 422, title: 'The workflow has no published version' },
  wrong_code: { status: 422, title: 'The code is wrong or was used already' },
  too_many_requests: { status: 429, title: 'Too many attempts' },
  internal: { status: 500, title: 'The server failed' },
  unavailable: { status: 503, title: 'Not ready yet' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    fix: z.string().optional(),
    /** Per field: where and what. */
    errors: z.array(z.object({ path: z.string(), message: z.string(), fix: z.string().optional() })).optional(),
    /** Whatever else helps: findings, who closed a gate, what changed. */
    findings: z.array(z.unknown()).optional(),
    gate: z.unknown().optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
