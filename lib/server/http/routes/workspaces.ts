import { listOf } from '#lib/contracts/list.ts';
import { createWorkspaceRequest, membershipResponse } from '#lib/contracts/people.ts';
import { route } from '../route.ts';
import { slugParam } from './params.ts';

const tag = 'Workspace';

export const workspacesRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/workspaces',
    access: 'known',
    tag,
    summary: 'Workspaces I am a member of; a key knows of its own alone',
    answer: listOf(membershipResponse),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/workspaces',
    access: 'workspace.create',
    tag,
    summary: 'Make a further workspace and own it',
    body: createWorkspaceRequest,
    answer: membershipResponse,
    status: 201,
  }),
  enter: route({
    method: 'POST',
    path: '/api/v1/workspaces/{slug}/enter',
    access: 'self',
    tag,
    summary: 'Look at this workspace from now on, in this browser',
    params: slugParam,
    idempotent: false,
  }),
} as const;
