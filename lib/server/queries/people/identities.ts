import type { IdentityList } from '#lib/contracts/coming-in.ts';
import { identityProviders, type ProviderId, providerIds } from '#lib/domain/access/provider.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { serverConfig } from '#lib/server/config.ts';
import { database } from '#lib/storage/database.ts';

/** What the sign-in offers beside passwords. */
export const offeredProviders = (): { id: ProviderId; label: string }[] =>
  serverConfig().providers.map(({ id, label }) => ({ id, label }));

/** A provider's name as the operator set it. */
export const labelOf = (provider: ProviderId): string =>
  offeredProviders().find(({ id }) => id === provider)?.label ?? identityProviders[provider].label;

/** The caller's accounts elsewhere: those this server offers, and those that were connected while it did. */
export async function listIdentities({ user }: Identity): Promise<IdentityList> {
  const { pool } = database();
  const [connected, account] = await Promise.all([
    pool.query<{ provider: string; email: string; created_at: Date }>(
      'SELECT provider, email, created_at FROM user_identity WHERE user_id = $1',
      [user.id],
    ),
    pool.query<{ has: boolean }>('SELECT password_hash IS NOT NULL AS has FROM app_user WHERE id = $1', [user.id]),
  ]);
  const offered = offeredProviders();
  const items = providerIds.flatMap((provider) => {
    const row = connected.rows.find((each) => each.provider === provider);
    const isOffered = offered.some(({ id }) => id === provider);
    if (!row && !isOffered) return [];
    return {
      provider,
      label: labelOf(provider),
      offered: isOffered,
      connected: row ? { email: row.email, since: row.created_at.toISOString() } : null,
    };
  });
  return { items, nextCursor: null, hasPassword: account.rows[0]?.has === true };
}
