import {
  codeRequest,
  offeredSecondFactor,
  offerSecondFactorRequest,
  recoveryCodes,
  removeSecondFactorRequest,
  secondFactorState,
} from '#lib/contracts/second-factor.ts';
import { route } from '../route.ts';

const path = '/api/v1/me/second-factor';

/** The second factor of one's own account. */
export const secondFactorRoutes = {
  read: route({
    method: 'GET',
    path,
    access: 'self',
    tag: 'Account',
    summary: 'Whether my second factor is on, and how many recovery codes are left',
    answer: secondFactorState,
  }),
  offer: route({
    method: 'POST',
    path,
    access: 'self',
    tag: 'Account',
    summary: 'Make a key for an authenticator app; the second factor is on once a code of it is confirmed',
    body: offerSecondFactorRequest,
    answer: offeredSecondFactor,
    status: 201,
    secret: true,
    problems: ['conflict', 'wrong_credentials', 'too_many_requests'],
  }),
  confirm: route({
    method: 'POST',
    path: `${path}/confirm`,
    access: 'self',
    tag: 'Account',
    summary: 'Turn my second factor on with a code of the app; answers recovery codes, once',
    body: codeRequest,
    answer: recoveryCodes,
    secret: true,
    problems: ['conflict', 'wrong_code', 'too_many_requests'],
  }),
  remove: route({
    method: 'DELETE',
    path,
    access: 'self',
    tag: 'Account',
    summary: 'Turn my second factor off, with password and code',
    body: removeSecondFactorRequest,
    problems: ['conflict', 'wrong_credentials', 'wrong_code', 'too_many_requests'],
  }),
  makeRecoveryCodes: route({
    method: 'POST',
    path: `${path}/recovery-codes`,
    access: 'self',
    tag: 'Account',
    summary: 'Make new recovery codes, with a code; the old ones end',
    body: codeRequest,
    answer: recoveryCodes,
    secret: true,
    problems: ['conflict', 'wrong_code', 'too_many_requests'],
  }),
} as const;
