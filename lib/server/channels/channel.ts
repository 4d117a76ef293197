import type { ChannelKind } from '#lib/domain/channel/channel-kind.ts';
import { sealFor } from '#lib/server/auth/seal.ts';
import type { Queryable } from '#lib/storage/engine/queryable.ts';

/** A channel with what it takes to send through it. */
export type OpenChannel = { id: string; workspaceId: string; name: string } & (
  | { kind: 'mail'; to: string[] }
  | { kind: 'slack'; url: string }
  | { kind: 'webhook'; url: string; secret: string }
);

/** What of a channel is kept sealed, bound to its row. */
export type ChannelSecrets = { url: string; secret?: string };

export const sealChannel = (id: string, secrets: ChannelSecrets): string =>
  sealFor('channels').seal(JSON.stringify(secrets), id);

export const openSecrets = ({ id, sealed }: { id: string; sealed: string }): ChannelSecrets =>
  JSON.parse(sealFor('channels').open(sealed, id));

export type ChannelRow = {
  id: string;
  workspaceId: string;
  name: string;
  kind: ChannelKind;
  config: { to?: string[]; host?: string };
  sealed: string | null;
  enabled: boolean;
};

const columns = 'id, workspace_id AS "workspaceId", name, kind, config, sealed, enabled';

/** A channel of a workspace by its id or its name; null when there is none. */
export async function findChannel(
  connection: Queryable,
  workspaceId: string,
  { id = null, name = null }: { id?: string | null; name?: string | null },
): Promise<ChannelRow | null> {
  const { rows } = await connection.query<ChannelRow>(
    `SELECT ${columns} FROM channel WHERE workspace_id = $1 AND (id = $2 OR name = $3)`,
    [workspaceId, id, name],
  );
  return rows[0] ?? null;
}

/** Throws SealBroken where the key was changed by hand, or the row was. */
export function openChannel({ id, workspaceId, name, kind, config, sealed }: ChannelRow): OpenChannel {
  const same = { id, workspaceId, name };
  if (kind === 'mail') return { ...same, kind, to: config.to ?? [] };
  const { url, secret = '' } = openSecrets({ id, sealed: sealed ?? '' });
  return kind === 'slack' ? { ...same, kind, url } : { ...same, kind, url, secret };
}
