import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ChannelView, createChannelRequest } from '#lib/contracts/channel.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { sealChannel } from '#lib/server/channels/channel.ts';
import { newSigningSecret, signatureAdvice, signatureHeader } from '#lib/server/channels/signature.ts';
import { readChannel } from '#lib/server/queries/channels/channels.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';

export const signatureView = (secret: string) => ({ secret, header: signatureHeader, how: signatureAdvice });

/** As an owner reads an address again: without its path, which often is the whole secret. */
export const hostOf = (url: string): string => new URL(url).host;

export const nameTaken = (name: string) =>
  refuse('conflict', {
    detail: `There is a channel “${name}” already.`,
    fix: 'Change that one, or take another name.',
    errors: [{ path: 'name', message: 'is taken' }],
  });

/** Adds a channel: its address is sealed under its row's id. The signing secret of a webhook is in this answer only. */
export async function createChannel(
  caller: Caller,
  given: z.output<typeof createChannelRequest>,
): Promise<ChannelView> {
  authorize(caller, 'channel.manage');
  const { name, kind, about = [], enabled = true } = given;
  const id = randomUUID();
  const secret = kind === 'webhook' ? newSigningSecret() : undefined;
  const config = kind === 'mail' ? { to: given.to } : { host: hostOf(given.url) };
  const sealed = kind === 'mail' ? null : sealChannel(id, { url: given.url, ...(secret && { secret }) });
  return change(
    caller,
    async (tx) => {
      const { rowCount } = await tx.query(
        `INSERT INTO channel (id, workspace_id, name, kind, config, sealed, about, enabled)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
        [id, caller.workspace.id, name, kind, JSON.stringify(config), sealed, about, enabled],
      );
      if (rowCount === 0) throw nameTaken(name);
      const channel = await readChannel(caller, id, tx);
      await recordAudit(tx, caller, {
        action: 'channel.created',
        resource: { type: 'channel', id, name },
        after: { kind, ...config, about, enabled },
      });
      return { ...channel, ...(secret && { signature: signatureView(secret) }) };
    },
    ['channels'],
  );
}
