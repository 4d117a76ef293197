import { systemActor } from '#lib/domain/access/actor.ts';
import type { ProviderRefusal } from '#lib/domain/access/provider.ts';
import { forgetIdentities } from '#lib/server/auth/identify.ts';
import type { Proof } from '#lib/server/auth/providers.ts';
import { type Tx, transaction } from '#lib/server/change.ts';
import { serverConfig } from '#lib/server/config.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { isRefusal } from '#lib/server/refusal.ts';
import { insertIdentity } from './insert-identity.ts';
import { joinByInvitation } from './join-by-invitation.ts';
import { insertUser, joinWorkspace } from './join-workspace.ts';

export type Admission = { userId: string } | { refusal: ProviderRefusal };

/**
 * Whose account a provider's word opens here. First who connected that very account; else, when the provider has proven
 * the address, who has it here, or was invited under it, or may join by its domain. Nothing is made for anybody else.
 */
export async function admitByProvider(proof: Proof, address: string | null): Promise<Admission> {
  const admit = () => transaction((tx) => decide(tx, proof, address));
  try {
    return await admit();
  } catch (error) {
    // Their other window was faster to make the account: now it is there.
    if (isRefusal(error, 'conflict')) return admit();
    if (isRefusal(error, 'invitation_spent')) return { refusal: 'not_invited' };
    throw error;
  } finally {
    forgetIdentities();
  }
}

async function decide(tx: Tx, proof: Proof, address: string | null): Promise<Admission> {
  const connected = await findAccount(
    tx,
    'id = (SELECT user_id FROM user_identity WHERE provider = $1 AND subject = $2)',
    proof.provider,
    proof.subject,
  );
  if (connected)
    return (await hasPlace(tx, connected, address)) ? { userId: connected.id } : { refusal: 'not_a_member' };
  if (proof.email === null || !proof.verified) return { refusal: 'unverified' };
  const owner = await findAccount(tx, 'email = $2', proof.provider, proof.email);
  if (owner) return connect(tx, owner, proof, address);
  const newcomer = { email: proof.email, name: proof.name, passwordHash: null, timeZone: proof.timeZone };
  const tokenHash = await openInvitation(tx, proof.email);
  const userId =
    tokenHash === null
      ? await joinByDomain(tx, newcomer, address)
      : await joinByInvitation(tx, { tokenHash, person: newcomer, address });
  if (userId === null) return { refusal: 'not_invited' };
  await insertIdentity(tx, { id: userId, name: proof.name, email: proof.email }, proof, address);
  return { userId };
}

interface Account extends Record<string, unknown> {
  id: string;
  name: string;
  email: string;
  guarded: boolean;
  disabled: boolean;
  members: number;
  /** Subjects of the proof's provider that are connected with it. */
  subjects: string[];
}

async function findAccount(tx: Tx, where: string, provider: string, value: string): Promise<Account | undefined> {
  const { rows } = await tx.query<Account>(
    `SELECT id, name, email, totp_since IS NOT NULL AS guarded, disabled_at IS NOT NULL AS disabled,
            (SELECT count(*)::int FROM member m WHERE m.user_id = u.id AND m.removed_at IS NULL) AS members,
            ARRAY(SELECT subject FROM user_identity i WHERE i.user_id = u.id AND i.provider = $1) AS subjects
       FROM app_user u WHERE ${where} FOR UPDATE`,
    [provider, value],
  );
  return rows[0];
}

/**
 * Connects an account whose address the provider has proven: whoever holds the address could set a new password by mail
 * too. Not past a second factor, which a mailbox does not hold; and not beside another account of that provider: then the
 * address has changed hands there.
 */
async function connect(tx: Tx, account: Account, proof: Proof, address: string | null): Promise<Admission> {
  if (account.guarded) return { refusal: 'second_factor' };
  // Their other window was faster: it is the very same account there.
  if (account.subjects.includes(proof.subject)) return { userId: account.id };
  if (account.subjects.length > 0) return { refusal: 'already_connected' };
  if (!(await hasPlace(tx, account, address))) return { refusal: 'not_a_member' };
  await insertIdentity(tx, account, proof, address);
  return { userId: account.id };
}

/** Whether the account still lets its person in anywhere; somebody without a workspace takes an open invitation up. */
async function hasPlace(tx: Tx, { id, email, disabled, members }: Account, address: string | null): Promise<boolean> {
  if (disabled || members > 0) return !disabled;
  const tokenHash = await openInvitation(tx, email);
  if (tokenHash !== null) await joinByInvitation(tx, { tokenHash, person: { userId: id }, address });
  return tokenHash !== null;
}

async function openInvitation(tx: Tx, email: string): Promise<string | null> {
  const { rows } = await tx.query<{ token_hash: string }>(
    `SELECT token_hash FROM invitation
      WHERE email = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
      ORDER BY created_at DESC, id LIMIT 1`,
    [email],
  );
  return rows[0]?.token_hash ?? null;
}

/** Adds somebody of a domain that the operator named to the first workspace, to look around; null for other domains. */
async function joinByDomain(
  tx: Tx,
  newcomer: { email: string; name: string; passwordHash: null; timeZone?: string },
  address: string | null,
): Promise<string | null> {
  const domain = newcomer.email.split('@').at(-1) ?? '';
  if (!serverConfig().signInDomains.includes(domain)) return null;
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM workspace ORDER BY created_at, id LIMIT 1');
  const workspaceId = rows[0]?.id;
  if (workspaceId === undefined) return null;
  const userId = await insertUser(tx, newcomer);
  const memberId = await joinWorkspace(tx, { workspaceId, userId, role: 'viewer', groupIds: [] });
  await recordAudit(
    tx,
    { workspace: { id: workspaceId }, actor: systemActor, address },
    {
      action: 'member.added',
      resource: { type: 'member', id: memberId, name: newcomer.name },
      after: { email: newcomer.email, role: 'viewer' },
      details: { domain },
    },
  );
  return userId;
}
