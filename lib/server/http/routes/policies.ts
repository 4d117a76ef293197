import { listOf } from '#lib/contracts/list.ts';
import { createPolicyRequest, policyResponse, updatePolicyRequest } from '#lib/contracts/policy.ts';
import { route } from '../route.ts';

const path = '/api/v1/policies';
const one = `${path}/{id}` as const;
const tag = 'Policies';

export const policyRoutes = {
  list: route({
    method: 'GET',
    path,
    access: 'policy.read',
    tag,
    summary: 'What the workspace demands of gates, with the workflows that name each',
    answer: listOf(policyResponse),
  }),
  create: route({
    method: 'POST',
    path,
    access: 'policy.manage',
    tag,
    summary: 'Make a policy; gates that open from now on meet it',
    body: createPolicyRequest,
    answer: policyResponse,
    status: 201,
    problems: ['conflict'],
  }),
  read: route({ method: 'GET', path: one, access: 'policy.read', tag, summary: 'One policy', answer: policyResponse }),
  update: route({
    method: 'PATCH',
    path: one,
    access: 'policy.manage',
    tag,
    summary: 'Change it as it was at a revision; open gates go on as they opened',
    body: updatePolicyRequest,
    answer: policyResponse,
    problems: ['conflict', 'in_use'],
  }),
  remove: route({
    method: 'DELETE',
    path: one,
    access: 'policy.manage',
    tag,
    summary: 'Delete a policy that no workflow names',
    problems: ['in_use'],
  }),
} as const;
