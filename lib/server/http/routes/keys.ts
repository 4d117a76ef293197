import { listOf } from '#lib/contracts/list.ts';
import { createKeyRequest, keyResponse } from '#lib/contracts/people.ts';
import { route } from '../route.ts';

export const keyRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/keys',
    access: 'key.own',
    tag: 'API keys',
    summary: 'My API keys; an owner sees all',
    answer: listOf(keyResponse),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/keys',
    access: 'key.own',
    tag: 'API keys',
    summary: 'Make a key; it is in this answer only',
    body: createKeyRequest,
    answer: keyResponse,
    status: 201,
    secret: true,
  }),
  revoke: route({
    method: 'DELETE',
    path: '/api/v1/keys/{id}',
    access: 'key.own',
    tag: 'API keys',
    summary: 'Revoke a key, within seconds',
  }),
} as const;
