import { z } from 'zod';
import {
  connectRequest,
  identityList,
  requestedReset,
  requestResetRequest,
  resetDone,
  resetOffer,
  resetRequest,
} from '#lib/contracts/coming-in.ts';
import { providerIds } from '#lib/domain/access/provider.ts';
import { route } from '../route.ts';

const token = z.object({ token: z.string().regex(/^[\w-]{20,200}$/) });
const provider = z.object({ provider: z.enum(providerIds) });

/** Accounts elsewhere that sign one in, and a forgotten password. */
export const comingInRoutes = {
  listIdentities: route({
    method: 'GET',
    path: '/api/v1/me/identities',
    access: 'self',
    tag: 'Account',
    summary: 'Accounts elsewhere that sign me in',
    answer: identityList,
  }),
  connect: route({
    method: 'POST',
    path: '/api/v1/me/identities/{provider}',
    access: 'self',
    tag: 'Account',
    summary: 'Begin to connect an account elsewhere; needs my password, when I have one',
    params: provider,
    body: connectRequest,
    idempotent: false,
    problems: ['wrong_credentials', 'too_many_requests', 'conflict'],
  }),
  disconnect: route({
    method: 'DELETE',
    path: '/api/v1/me/identities/{provider}',
    access: 'self',
    tag: 'Account',
    summary: 'Disconnect an account elsewhere; the last way in stays',
    params: provider,
    problems: ['conflict'],
  }),
  requestReset: route({
    method: 'POST',
    path: '/api/v1/password-resets',
    access: 'public',
    tag: 'Account',
    summary: 'Mail a link for a new password to whoever has this address; the answer is the same for every address',
    body: requestResetRequest,
    answer: requestedReset,
    status: 202,
    idempotent: false,
    problems: ['too_many_requests'],
  }),
  readReset: route({
    method: 'GET',
    path: '/api/v1/password-resets/{token}',
    access: 'public',
    tag: 'Account',
    summary: 'Whose password a link sets; changes nothing',
    params: token,
    answer: resetOffer,
    problems: ['reset_spent'],
  }),
  reset: route({
    method: 'POST',
    path: '/api/v1/password-resets/{token}',
    access: 'public',
    tag: 'Account',
    summary: 'Set a new password by a link, once; ends all sessions of the person',
    params: token,
    body: resetRequest,
    answer: resetDone,
    idempotent: false,
    problems: ['reset_spent'],
  }),
} as const;
