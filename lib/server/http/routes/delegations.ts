import { createDelegationRequest, delegationQuery, delegationResponse } from '#lib/contracts/delegation.ts';
import { listOf } from '#lib/contracts/list.ts';
import { route } from '../route.ts';

const path = '/api/v1/delegations';
const tag = 'Standing in';

export const delegationRoutes = {
  list: route({
    method: 'GET',
    path,
    access: 'delegation.read',
    tag,
    summary: 'Who stands in for whom, now and soon',
    query: delegationQuery,
    answer: listOf(delegationResponse),
  }),
  create: route({
    method: 'POST',
    path,
    access: 'delegation.own',
    tag,
    summary: 'Let somebody stand in for you, for a year at most',
    body: createDelegationRequest,
    answer: delegationResponse,
    status: 201,
    problems: ['conflict'],
  }),
  end: route({
    method: 'DELETE',
    path: `${path}/{id}`,
    access: 'delegation.own',
    tag,
    summary: 'End it: one’s own, or with the right to manage it that of others',
  }),
} as const;
