import {
  approvalCounts,
  approvalListQuery,
  approvalResponse,
  approvalSummary,
  bulkDecisionRequest,
  bulkDecisionResult,
  decisionRequest,
  decisionResult,
  gateComment,
  gateCommentRequest,
} from '#lib/contracts/approval.ts';
import { listOf } from '#lib/contracts/list.ts';
import { route } from '../route.ts';
import { idParam } from './params.ts';

const tag = 'Approvals';
const path = '/api/v1/approvals/{id}';

export const approvalRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/approvals',
    access: 'gate.read',
    tag,
    summary:
      'Gates; `mine=1`: those that wait for you, or of closed ones those you decided; `groups=1`: those that ask your groups; `decided=1`: those you voted on; open ones unless `status` says otherwise',
    query: approvalListQuery,
    answer: listOf(approvalSummary),
  }),
  count: route({
    method: 'GET',
    path: '/api/v1/approvals/count',
    access: 'gate.read',
    tag,
    summary: 'How many open gates wait for you, ask your groups, and are there at all',
    answer: approvalCounts,
  }),
  read: route({
    method: 'GET',
    path,
    access: 'gate.read',
    tag,
    summary: 'Everything a reviewer is shown, with the digest a decision names',
    params: idParam,
    answer: approvalResponse,
  }),
  decide: route({
    method: 'POST',
    path: `${path}/decisions`,
    access: 'gate.decide',
    tag,
    summary: 'Decide it, on the digest you were shown',
    params: idParam,
    body: decisionRequest,
    answer: decisionResult,
    problems: [
      'gate_closed',
      'stale_digest',
      'not_a_reviewer',
      'self_approval',
      'already_voted',
      'action_not_allowed',
      'comment_required',
      'form_invalid',
      'payload_invalid',
      'outcome_unknown',
    ],
  }),
  decideMany: route({
    method: 'POST',
    path: '/api/v1/approvals/bulk',
    access: 'gate.decide',
    tag,
    summary: 'Decide several, each in its own commit; one result each',
    body: bulkDecisionRequest,
    answer: bulkDecisionResult,
    idempotent: false,
  }),
  comment: route({
    method: 'POST',
    path: `${path}/comments`,
    access: 'gate.comment',
    tag,
    summary: 'Say something about it without deciding',
    params: idParam,
    body: gateCommentRequest,
    answer: gateComment,
    status: 201,
  }),
  claim: route({
    method: 'POST',
    path: `${path}/claim`,
    access: 'gate.decide',
    tag,
    summary: 'Say that you are looking at it; a sign for others, not a lock',
    params: idParam,
    problems: ['conflict', 'gate_closed'],
  }),
  unclaim: route({
    method: 'DELETE',
    path: `${path}/claim`,
    access: 'gate.decide',
    tag,
    summary: 'Take that back',
    params: idParam,
    problems: ['conflict', 'gate_closed'],
  }),
} as const;
