import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { createKeyRequest, KeyView } from '#lib/contracts/people.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { newSecret, secretHash } from '#lib/server/auth/secret.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change, type Tx } from '#lib/server/change.ts';
import { readKey } from '#lib/server/queries/people/keys.ts';
import { readMember } from '#lib/server/queries/people/members.ts';
import { type Author, recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { requireRank } from './grant.ts';

/** Makes a key for oneself, or for somebody else with `key.manage`. The key itself is in this answer only. */
export async function createKey(caller: Caller, given: z.output<typeof createKeyRequest>): Promise<KeyView> {
  const memberId = given.memberId ?? caller.member.id;
  authorize(caller, memberId === caller.member.id ? 'key.own' : 'key.manage');
  const expiresAt = given.expiresAt === undefined ? undefined : new Date(given.expiresAt);
  if (expiresAt && !(expiresAt.getTime() > Date.now()))
    throw refuse('invalid_request', { errors: [{ path: 'expiresAt', message: 'must lie in the future' }] });
  return change(
    caller,
    async (tx) => {
      const member = await readMember(caller, memberId, tx);
      requireRank(caller, member.role);
      const { id, key } = await insertKey(tx, caller, { ...given, memberId, member: member.email, expiresAt });
      return { ...(await readKey(caller, id, tx)), key };
    },
    ['people'],
  );
}

export interface NewKey {
  memberId: string;
  /** E-mail, for the record. */
  member: string;
  name: string;
  scopes: readonly string[];
  expiresAt?: Date;
}

/** Adds a key and its entry in the record; only its hash is kept. */
export async function insertKey(tx: Tx, author: Author, given: NewKey): Promise<{ id: string; key: string }> {
  const id = randomUUID();
  const key = newSecret('csk_');
  await tx.query(
    `INSERT INTO api_key (id, workspace_id, member_id, name, prefix, hash, scopes, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      author.workspace.id,
      given.memberId,
      given.name,
      key.slice(0, 10),
      secretHash(key),
      given.scopes,
      given.expiresAt ?? null,
    ],
  );
  await recordAudit(tx, author, {
    action: 'key.created',
    resource: { type: 'key', id, name: given.name },
    after: { member: given.member, scopes: given.scopes, expiresAt: given.expiresAt?.toISOString() ?? null },
  });
  return { id, key };
}
