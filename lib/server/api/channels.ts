import { createChannel } from '#lib/server/commands/channels/create-channel.ts';
import { deleteChannel } from '#lib/server/commands/channels/delete-channel.ts';
import { testChannel } from '#lib/server/commands/channels/test-channel.ts';
import { updateChannel } from '#lib/server/commands/channels/update-channel.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { channelRoutes } from '#lib/server/http/routes/channels.ts';
import { listChannels, readChannel } from '#lib/server/queries/channels/channels.ts';
import { listDeliveries } from '#lib/server/queries/channels/list-deliveries.ts';

export const channelCalls: readonly Handler[] = [
  handle(channelRoutes.list, ({ caller }) => listChannels(caller)),
  handle(channelRoutes.create, ({ caller, body }) => createChannel(caller, body)),
  handle(channelRoutes.read, ({ caller, params }) => readChannel(caller, params.id)),
  handle(channelRoutes.update, ({ caller, params, body }) => updateChannel(caller, params.id, body)),
  handle(channelRoutes.delete, ({ caller, params }) => deleteChannel(caller, params.id)),
  handle(channelRoutes.test, ({ caller, params }) => testChannel(caller, params.id)),
  handle(channelRoutes.deliveries, ({ caller, params }) => listDeliveries(caller, params.id)),
];
