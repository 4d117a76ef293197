import { warned } from '#lib/contracts/gate-warning.ts';
import { listOf } from '#lib/contracts/list.ts';
import { createGroupRequest, groupResponse, updateGroupRequest } from '#lib/contracts/people.ts';
import { route } from '../route.ts';

export const groupRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/groups',
    access: 'member.read',
    tag: 'Groups',
    summary: 'Groups, which gates name as reviewers',
    answer: listOf(groupResponse),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/groups',
    access: 'group.manage',
    tag: 'Groups',
    summary: 'Make a group',
    body: createGroupRequest,
    answer: groupResponse,
    status: 201,
    problems: ['conflict'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/v1/groups/{id}',
    access: 'group.manage',
    tag: 'Groups',
    summary: 'Rename it or replace its members; the answer tells of gates that nobody can pass any more',
    body: updateGroupRequest,
    answer: groupResponse.extend(warned.shape),
    problems: ['conflict'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/v1/groups/{id}',
    access: 'group.manage',
    tag: 'Groups',
    summary: 'Delete a group; its people stay, and the answer tells of gates that nobody can pass any more',
    answer: warned,
  }),
} as const;
