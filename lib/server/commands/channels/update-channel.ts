import type { z } from 'zod';
import type { ChannelView, updateChannelRequest } from '#lib/contracts/channel.ts';
import type { ChannelKind } from '#lib/domain/channel/channel-kind.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change, type Tx } from '#lib/server/change.ts';
import { openSecrets, sealChannel } from '#lib/server/channels/channel.ts';
import { newSigningSecret } from '#lib/server/channels/signature.ts';
import { readChannel } from '#lib/server/queries/channels/channels.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { hostOf, nameTaken, signatureView } from './create-channel.ts';
import { inUse } from './delete-channel.ts';

type Given = z.output<typeof updateChannelRequest>;

const facts = ({ name, to, host, about, enabled }: ChannelView) => ({ name, to, host, about, enabled });

/** Changes a channel; what is on its way goes to the new address. A new signing secret is in this answer only. */
export async function updateChannel(caller: Caller, id: string, given: Given): Promise<ChannelView> {
  authorize(caller, 'channel.manage');
  return change(
    caller,
    async (tx) => {
      const { rows } = await tx.query<{ kind: ChannelKind; sealed: string | null }>(
        'SELECT kind, sealed FROM channel WHERE id = $1 AND workspace_id = $2 FOR UPDATE',
        [id, caller.workspace.id],
      );
      const before = await readChannel(caller, id, tx);
      requireFitting(before.kind, given);
      const renamed = given.name !== undefined && given.name !== before.name;
      if (renamed && before.usedBy.length > 0) throw inUse(before, 'renamed');
      if (renamed) await requireFree(tx, caller, given.name!);
      const secret = given.newSecret ? newSigningSecret() : undefined;
      await tx.query(
        `UPDATE channel SET name = coalesce($2, name), about = coalesce($3, about), enabled = coalesce($4, enabled),
           config = coalesce($5, config), sealed = $6, updated_at = now() WHERE id = $1`,
        [
          id,
          given.name ?? null,
          given.about ?? null,
          given.enabled ?? null,
          configOf(given),
          sealedAnew(id, rows[0]?.sealed ?? null, { url: given.url, secret }),
        ],
      );
      const after = await readChannel(caller, id, tx);
      await recordAudit(tx, caller, {
        action: 'channel.changed',
        resource: { type: 'channel', id, name: after.name },
        before: facts(before),
        after: facts(after),
        details: { addressReplaced: given.url !== undefined, secretReplaced: given.newSecret === true },
      });
      return { ...after, ...(secret && { signature: signatureView(secret) }) };
    },
    ['channels'],
  );
}

/** Each kind has fields of its own. */
function requireFitting(kind: ChannelKind, given: Given): void {
  const foreign = [
    ...(kind === 'mail' ? (['url'] as const) : (['to'] as const)),
    ...(kind === 'webhook' ? [] : (['newSecret'] as const)),
  ].filter((field) => given[field] !== undefined);
  if (foreign.length > 0)
    throw refuse('invalid_request', {
      errors: foreign.map((path) => ({ path, message: `a ${kind} channel has none` })),
    });
}

async function requireFree(tx: Tx, caller: Caller, name: string): Promise<void> {
  const { rowCount } = await tx.query('SELECT 1 FROM channel WHERE workspace_id = $1 AND name = $2', [
    caller.workspace.id,
    name,
  ]);
  if (rowCount) throw nameTaken(name);
}

const configOf = ({ to, url }: Given): string | null =>
  to ? JSON.stringify({ to }) : url === undefined ? null : JSON.stringify({ host: hostOf(url) });

function sealedAnew(id: string, sealed: string | null, { url, secret }: { url?: string; secret?: string }) {
  if (sealed === null || (url === undefined && secret === undefined)) return sealed;
  const old = openSecrets({ id, sealed });
  return sealChannel(id, { ...old, url: url ?? old.url, ...(secret && { secret }) });
}
