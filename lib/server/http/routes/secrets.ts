import { listOf } from '#lib/contracts/list.ts';
import { createSecretRequest, secretResponse, updateSecretRequest } from '#lib/contracts/secret.ts';
import { route } from '../route.ts';
import { idParam } from './params.ts';

const tag = 'Secrets';

export const secretRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/secrets',
    access: 'secret.read',
    tag,
    summary: 'Which secrets there are and what uses them; never their values',
    answer: listOf(secretResponse),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/secrets',
    access: 'secret.manage',
    tag,
    summary: 'Add a secret; its value is not given back, not even here',
    body: createSecretRequest,
    answer: secretResponse,
    status: 201,
    problems: ['conflict'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/v1/secrets/{id}',
    access: 'secret.manage',
    tag,
    summary: 'Replace its value, or describe it anew',
    params: idParam,
    body: updateSecretRequest,
    answer: secretResponse,
  }),
  delete: route({
    method: 'DELETE',
    path: '/api/v1/secrets/{id}',
    access: 'secret.manage',
    tag,
    summary: 'Delete it; steps that name it fail from then on',
    params: idParam,
  }),
} as const;
