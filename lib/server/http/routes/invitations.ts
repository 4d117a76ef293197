import { z } from 'zod';
import { listOf } from '#lib/contracts/list.ts';
import {
  acceptedInvitation,
  acceptInvitationRequest,
  createInvitationRequest,
  invitationOffer,
  invitationResponse,
} from '#lib/contracts/people.ts';
import { route } from '../route.ts';

const token = z.object({ token: z.string().regex(/^[\w-]{20,200}$/) });

export const invitationRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/invitations',
    access: 'member.manage',
    tag: 'Invitations',
    summary: 'Invitations and what became of them',
    answer: listOf(invitationResponse),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/invitations',
    access: 'member.manage',
    tag: 'Invitations',
    summary: 'Invite somebody; the link is in this answer only, holds 7 days and works once',
    body: createInvitationRequest,
    answer: invitationResponse,
    status: 201,
    secret: true,
    problems: ['conflict'],
  }),
  offer: route({
    method: 'GET',
    path: '/api/v1/invitations/{token}',
    access: 'public',
    tag: 'Invitations',
    summary: 'What the invited person is shown; changes nothing',
    params: token,
    answer: invitationOffer,
    problems: ['invitation_spent'],
  }),
  /** The same place in the address holds an id here and a token elsewhere: Next takes one name for both. */
  revoke: route({
    method: 'DELETE',
    path: '/api/v1/invitations/{token}',
    access: 'member.manage',
    tag: 'Invitations',
    summary: 'Withdraw an invitation, named by its id',
    problems: ['invitation_spent'],
  }),
  accept: route({
    method: 'POST',
    path: '/api/v1/invitations/{token}/accept',
    access: 'public',
    tag: 'Invitations',
    summary: 'Join: as the signed-in person, with password and code of the account, or with a new account',
    params: token,
    body: acceptInvitationRequest,
    answer: acceptedInvitation,
    status: 201,
    idempotent: false,
    problems: [
      'invitation_spent',
      'wrong_credentials',
      'second_factor_required',
      'wrong_code',
      'too_many_requests',
      'conflict',
    ],
  }),
} as const;
