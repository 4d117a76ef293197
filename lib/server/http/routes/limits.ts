import { changeLimitsRequest, limitsResponse } from '#lib/contracts/limits.ts';
import { route } from '../route.ts';

const path = '/api/v1/limits';
const tag = 'Workspace';

export const limitRoutes = {
  read: route({
    method: 'GET',
    path,
    access: 'workspace.read',
    tag,
    summary: 'How many runs, and attempts in a pool, may go on at once',
    answer: limitsResponse,
  }),
  change: route({
    method: 'PUT',
    path,
    access: 'limit.manage',
    tag,
    summary: 'Set limits (null takes one away); what is not named stays as it is',
    body: changeLimitsRequest,
    answer: limitsResponse,
    problems: ['invalid_input'],
  }),
} as const;
