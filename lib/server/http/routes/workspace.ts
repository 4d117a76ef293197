import { z } from 'zod';
import { warned } from '#lib/contracts/gate-warning.ts';
import { listOf } from '#lib/contracts/list.ts';
import { roleResponse, updateWorkspaceRequest, workspaceResponse } from '#lib/contracts/people.ts';
import { route } from '../route.ts';

export const workspaceRoutes = {
  read: route({
    method: 'GET',
    path: '/api/v1/workspace',
    access: 'workspace.read',
    tag: 'Workspace',
    summary: 'The workspace, its four-eyes rule and what steps may reach',
    answer: workspaceResponse,
  }),
  update: route({
    method: 'PATCH',
    path: '/api/v1/workspace',
    access: 'workspace.update',
    tag: 'Workspace',
    summary: 'Rename it, change whether people may sign for themselves, or what steps may reach inside the network',
    body: updateWorkspaceRequest,
    answer: workspaceResponse.extend(warned.shape),
  }),
  listRoles: route({
    method: 'GET',
    path: '/api/v1/roles',
    access: 'member.read',
    tag: 'Workspace',
    summary: 'The table of roles and permissions',
    answer: listOf(roleResponse).extend({ scopes: z.array(z.object({ name: z.string(), label: z.string() })) }),
  }),
} as const;
