import { passwordLinkResponse } from '#lib/contracts/coming-in.ts';
import { warned } from '#lib/contracts/gate-warning.ts';
import { listOf, listQuery } from '#lib/contracts/list.ts';
import { createMemberRequest, memberResponse, updateMemberRequest } from '#lib/contracts/people.ts';
import { route } from '../route.ts';

export const memberRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/members',
    access: 'member.read',
    tag: 'Members',
    summary: 'The people of the workspace',
    query: listQuery,
    answer: listOf(memberResponse),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/members',
    access: 'member.manage',
    tag: 'Members',
    summary: 'Add a person directly; somebody new needs a name and a password',
    body: createMemberRequest,
    answer: memberResponse,
    status: 201,
    problems: ['conflict'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/v1/members/{id}',
    access: 'member.manage',
    tag: 'Members',
    summary:
      'Change a role or the groups; the last owner stays one, and the answer tells of gates that nobody can pass any more',
    body: updateMemberRequest,
    answer: memberResponse.extend(warned.shape),
    problems: ['conflict'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/v1/members/{id}',
    access: 'member.manage',
    tag: 'Members',
    summary:
      'Remove a person; their keys and sessions here end at once, and the answer tells of gates that nobody can pass any more',
    answer: warned,
    problems: ['conflict'],
  }),
  passwordLink: route({
    method: 'POST',
    path: '/api/v1/members/{id}/password-link',
    access: 'member.reset',
    tag: 'Members',
    summary:
      'Make a link with which a member sets a new password; it is in this answer only, holds a day and works once',
    answer: passwordLinkResponse,
    status: 201,
    secret: true,
    problems: ['conflict'],
  }),
  clearSecondFactor: route({
    method: 'DELETE',
    path: '/api/v1/members/{id}/second-factor',
    access: 'member.reset',
    tag: 'Members',
    summary: 'Take away the second factor of a member who lost it; their sessions end at once',
    problems: ['conflict'],
  }),
} as const;
