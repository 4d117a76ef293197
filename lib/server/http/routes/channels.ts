import {
  channelResponse,
  channelTest,
  createChannelRequest,
  deliveryResponse,
  updateChannelRequest,
} from '#lib/contracts/channel.ts';
import { listOf } from '#lib/contracts/list.ts';
import { route } from '../route.ts';
import { idParam } from './params.ts';

const tag = 'Channels';

export const channelRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/channels',
    access: 'channel.read',
    tag,
    summary: 'Ways out to people and programs; never their addresses in full',
    answer: listOf(channelResponse),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/channels',
    access: 'channel.manage',
    tag,
    summary: 'Add a channel; the secret that signs a webhook is in this answer only',
    body: createChannelRequest,
    answer: channelResponse,
    status: 201,
    secret: true,
    problems: ['conflict'],
  }),
  read: route({
    method: 'GET',
    path: '/api/v1/channels/{id}',
    access: 'channel.read',
    tag,
    summary: 'One channel',
    params: idParam,
    answer: channelResponse,
  }),
  update: route({
    method: 'PATCH',
    path: '/api/v1/channels/{id}',
    access: 'channel.manage',
    tag,
    summary: 'Change it; its kind stays, and its name while published workflows use it',
    params: idParam,
    body: updateChannelRequest,
    answer: channelResponse,
    secret: true,
    problems: ['conflict', 'in_use'],
  }),
  delete: route({
    method: 'DELETE',
    path: '/api/v1/channels/{id}',
    access: 'channel.manage',
    tag,
    summary: 'Delete a channel that no published workflow uses',
    params: idParam,
    problems: ['in_use'],
  }),
  test: route({
    method: 'POST',
    path: '/api/v1/channels/{id}/test',
    access: 'channel.manage',
    tag,
    summary: 'Send a test through it, and hear what the other side said',
    params: idParam,
    answer: channelTest,
  }),
  deliveries: route({
    method: 'GET',
    path: '/api/v1/channels/{id}/deliveries',
    access: 'channel.read',
    tag,
    summary: 'The last 50 notices through it, with attempts and what went wrong',
    params: idParam,
    answer: listOf(deliveryResponse),
  }),
} as const;
