import { listOf } from '#lib/contracts/list.ts';
import {
  meResponse,
  revokedSessions,
  sessionResponse,
  setupDone,
  setupRequest,
  setupState,
  updateMeRequest,
} from '#lib/contracts/people.ts';
import { route } from '../route.ts';

/** Setting up, one's own account and its sessions. */
export const accountRoutes = {
  readSetup: route({
    method: 'GET',
    path: '/api/v1/setup',
    access: 'public',
    tag: 'Account',
    summary: 'Whether the installation still waits for its first owner',
    answer: setupState,
  }),
  setUp: route({
    method: 'POST',
    path: '/api/v1/setup',
    access: 'public',
    tag: 'Account',
    summary: 'Make the first owner and their workspace, with the token of the one-time link',
    body: setupRequest,
    answer: setupDone,
    status: 201,
    idempotent: false,
    problems: ['setup_done', 'forbidden', 'too_many_requests'],
  }),
  readMe: route({
    method: 'GET',
    path: '/api/v1/me',
    access: 'known',
    tag: 'Account',
    summary: 'Who I am here and what I may do',
    answer: meResponse,
  }),
  updateMe: route({
    method: 'PATCH',
    path: '/api/v1/me',
    access: 'self',
    tag: 'Account',
    summary: 'Change my name, time zone, letters about gates or password; a new password ends my other sessions',
    body: updateMeRequest,
    answer: meResponse,
    problems: ['wrong_credentials', 'too_many_requests'],
  }),
  listSessions: route({
    method: 'GET',
    path: '/api/v1/sessions',
    access: 'self',
    tag: 'Account',
    summary: 'Where I am signed in',
    answer: listOf(sessionResponse),
  }),
  revokeSession: route({
    method: 'DELETE',
    path: '/api/v1/sessions/{id}',
    access: 'self',
    tag: 'Account',
    summary: 'Sign one of my sessions out, within seconds',
  }),
  revokeOtherSessions: route({
    method: 'POST',
    path: '/api/v1/sessions/revoke-others',
    access: 'self',
    tag: 'Account',
    summary: 'Sign me out everywhere but here, within seconds',
    answer: revokedSessions,
  }),
} as const;
