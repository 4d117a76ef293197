import type { ChannelView } from '#lib/contracts/channel.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readChannel } from '#lib/server/queries/channels/channels.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';

export const inUse = ({ name, usedBy }: ChannelView, done: 'renamed' | 'deleted') =>
  refuse('in_use', {
    detail: `“${name}” cannot be ${done}: published workflows name it (${usedBy.map((workflow) => workflow.name).join(', ')}).`,
    fix: 'Publish these workflows with another channel first, or archive them.',
  });

/** Deletes a channel that no published workflow names, with what was still on its way through it. */
export async function deleteChannel(caller: Caller, id: string): Promise<void> {
  authorize(caller, 'channel.manage');
  await change(
    caller,
    async (tx) => {
      await tx.query('SELECT 1 FROM channel WHERE id = $1 AND workspace_id = $2 FOR UPDATE', [id, caller.workspace.id]);
      const channel = await readChannel(caller, id, tx);
      if (channel.usedBy.length > 0) throw inUse(channel, 'deleted');
      await tx.query('DELETE FROM notice_delivery WHERE channel_id = $1', [id]);
      await tx.query('DELETE FROM channel WHERE id = $1', [id]);
      await recordAudit(tx, caller, {
        action: 'channel.deleted',
        resource: { type: 'channel', id, name: channel.name },
        before: { kind: channel.kind, to: channel.to, host: channel.host, about: channel.about },
      });
    },
    ['channels'],
  );
}
