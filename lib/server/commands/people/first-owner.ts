import { randomUUID } from 'node:crypto';
import { hashPassword } from '#lib/server/auth/password.ts';
import type { Tx } from '#lib/server/change.ts';
import { type Author, recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { slugOf } from '../workflows/slug.ts';
import { insertUser } from './join-workspace.ts';

export interface FirstOwner {
  name: string;
  email: string;
  password: string;
  /** Name of their workspace. */
  workspace: string;
  timeZone?: string;
  address: string | null;
  /** Hash of the link's token; null when the operator named the owner in the environment. */
  tokenHash: string | null;
}

export interface MadeOwner {
  author: Author;
  memberId: string;
  workspace: { id: string; slug: string; name: string };
}

/**
 * Makes the first owner and their workspace, inside the caller's transaction. The installation's one row is locked, so
 * that of two at once the second finds it done: 409 `setup_done`; 403 for another token than the stored one.
 */
export async function makeFirstOwner(tx: Tx, owner: FirstOwner): Promise<MadeOwner> {
  // Hashing takes its time; the row is locked only afterwards.
  const passwordHash = await hashPassword(owner.password);
  await lockInstallation(tx, owner.tokenHash);
  const memberId = randomUUID();
  const workspace = { id: randomUUID(), slug: slugOf(owner.workspace), name: owner.workspace };
  const { email, name, timeZone } = owner;
  const userId = await insertUser(tx, { email, name, passwordHash, timeZone });
  // A lone first user may sign for themselves, marked as such, until there is somebody else to do it.
  await tx.query(`INSERT INTO workspace (id, slug, name, self_approval) VALUES ($1, $2, $3, 'marked')`, [
    workspace.id,
    workspace.slug,
    workspace.name,
  ]);
  await tx.query(`INSERT INTO member (id, workspace_id, user_id, role) VALUES ($1, $2, $3, 'owner')`, [
    memberId,
    workspace.id,
    userId,
  ]);
  await tx.query('UPDATE installation SET setup_done_at = now(), setup_token_hash = NULL WHERE id = 1');
  const author: Author = {
    workspace,
    actor: { kind: 'member', id: memberId, name: owner.name, email: owner.email },
    address: owner.address,
  };
  await recordAudit(tx, author, {
    action: 'workspace.created',
    resource: { type: 'workspace', ...workspace },
    after: { name: workspace.name, selfApproval: 'marked', owner: owner.email },
  });
  return { author, memberId, workspace };
}

async function lockInstallation(tx: Tx, tokenHash: string | null): Promise<void> {
  await tx.query('INSERT INTO installation (id) VALUES (1) ON CONFLICT DO NOTHING');
  const { rows } = await tx.query<{ setup_token_hash: string | null; done: boolean }>(
    'SELECT setup_token_hash, setup_done_at IS NOT NULL AS done FROM installation WHERE id = 1 FOR UPDATE',
  );
  const row = rows[0];
  if (row?.done) throw refuse('setup_done', { fix: 'Sign in.' });
  if (tokenHash !== null && row?.setup_token_hash !== tokenHash)
    throw refuse('forbidden', {
      detail: 'This set-up link is not the current one.',
      fix: 'Use the link that the server printed when it last started.',
    });
}
