import type { GatePolicy } from './spec.ts';

/** A gate that asks nothing in particular: what the engine itself asks, and what older gates could not say, start from it. */
export const plainPolicy: Omit<GatePolicy, 'placement' | 'title'> = {
  description: '',
  reviewers: { users: [], groups: [], expression: null },
  quorum: 1,
  actions: ['approve', 'modify', 'retry', 'skip', 'cancel'],
  mandatory: false,
  outcomes: [],
  editable: true,
  form: null,
  commentRequired: [],
  selfApproval: 'workspace',
  exclude: [],
  secondReviewer: [],
  stepUp: false,
  named: null,
  heldBy: null,
  dueMs: null,
  remindMs: [],
  escalate: [],
  expireMs: null,
  expireThen: null,
  reuse: false,
};
