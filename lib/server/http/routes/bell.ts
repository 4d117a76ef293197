import { bellResponse, bellSeenRequest } from '#lib/contracts/bell.ts';
import { route } from '../route.ts';

const tag = 'Account';

export const bellRoutes = {
  read: route({
    method: 'GET',
    path: '/api/v1/me/bell',
    access: 'gate.read',
    tag,
    summary: 'What my bell tells: gates and questions that wait for me, decisions on what I started',
    answer: bellResponse,
  }),
  seen: route({
    method: 'POST',
    path: '/api/v1/me/bell/seen',
    access: 'self',
    tag,
    summary: 'I have looked at my bell, up to a moment',
    body: bellSeenRequest,
    // The same again is the same.
    idempotent: false,
  }),
} as const;
