import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Tx, transaction } from '#lib/server/change.ts';
import { recordAccount } from '#lib/server/record-account.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import type { Caller } from './caller.ts';
import { forgetIdentities } from './identify.ts';
import { passwordFits } from './password.ts';
import { requireSecondFactor } from './second-factor.ts';
import { sessionSeconds } from './session-token.ts';
import { attempt } from './throttle.ts';

const credentials = z.object({
  email: z
    .string()
    .max(254)
    .transform((text) => text.trim().toLowerCase())
    .refine((text) => !text.includes('\0') && text.isWellFormed()),
  password: z.string().max(200),
  /** Of the second factor. */
  code: z.string().max(64).optional(),
});

export interface SignIn {
  userId: string;
  sessionId: string;
}

export interface Browser {
  address: string | null;
  agent: string | null;
}

/**
 * Checks e-mail, password and second factor and opens a session: its row and the entry in the record are one transaction.
 * Refuses with `wrong_credentials` without telling which of both is wrong, and with `too_many_requests`; only whoever has
 * the password learns that there is a second factor (`second_factor_required`, `wrong_code`).
 */
export async function signIn(given: unknown, browser: Browser): Promise<SignIn> {
  const read = credentials.safeParse(given);
  if (!read.success) throw refuse('wrong_credentials');
  return openSession(await proveAccount(read.data, browser.address), browser);
}

/** The id of the account that password and second factor open. Whatever lets somebody in asks here; refuses like `signIn`. */
export async function proveAccount(
  { email, password, code }: z.output<typeof credentials>,
  address: string | null,
): Promise<string> {
  const userId = await checkPassword(email, password, address);
  await requireSecondFactor(userId, code, address);
  return userId;
}

/** For changes of the caller's own account: a session alone is not enough where the account has a password. */
export async function requireOwnPassword({ user, address }: Caller, password: string | undefined): Promise<void> {
  const { rows } = await database().pool.query('SELECT 1 FROM app_user WHERE id = $1 AND password_hash IS NOT NULL', [
    user.id,
  ]);
  if (rows.length > 0) await checkPassword(user.email, password ?? '', address);
}

/** The id of the account whose password this is, which alone lets nobody in (`proveAccount`). Refuses like `signIn`. */
export async function checkPassword(email: string, password: string, address: string | null): Promise<string> {
  const { forgive } = await attempt(email, address);
  const { rows } = await database().pool.query<{ id: string; password_hash: string | null }>(
    'SELECT id, password_hash FROM app_user WHERE email = $1 AND disabled_at IS NULL',
    [email],
  );
  const user = rows[0];
  if (!(await passwordFits(user?.password_hash ?? null, password)) || !user) throw refuse('wrong_credentials');
  await forgive();
  return user.id;
}

/** Opens a session for somebody who has shown who they are; people without a workspace have nothing to open. */
export async function openSession(userId: string, { address, agent }: Browser): Promise<SignIn> {
  const sessionId = randomUUID();
  await transaction(async (tx) => {
    const user = await accountOf(tx, userId);
    if (!user) throw refuse('wrong_credentials');
    await tx.query(
      `INSERT INTO user_session (id, user_id, expires_at, address, agent)
       VALUES ($1, $2, now() + make_interval(secs => $3), $4, $5)`,
      [sessionId, userId, sessionSeconds, address, agent?.slice(0, 300) ?? null],
    );
    const resource = { type: 'session', id: sessionId, name: user.name };
    await recordAccount(tx, { user, address }, { action: 'session.started', resource });
  });
  return { userId, sessionId };
}

/** Ends a session on the person's own sign-out; one that has ended stays as it is. */
export async function signOut(sessionId: string): Promise<void> {
  await transaction(async (tx) => {
    const { rows } = await tx.query<{ user_id: string; address: string | null }>(
      `UPDATE user_session SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING user_id, address`,
      [sessionId],
    );
    const session = rows[0];
    const user = session && (await accountOf(tx, session.user_id));
    if (!user) return;
    const resource = { type: 'session', id: sessionId, name: user.name };
    await recordAccount(tx, { user, address: session.address }, { action: 'session.revoked', resource });
  });
  forgetIdentities();
}

/** Somebody who belongs to a workspace: its record, and that of each other one, tells when they came and went. */
async function accountOf(tx: Tx, userId: string): Promise<{ id: string; name: string; email: string } | null> {
  const { rows } = await tx.query<{ id: string; name: string; email: string }>(
    `SELECT id, name, email FROM app_user u
      WHERE id = $1 AND EXISTS (SELECT 1 FROM member m WHERE m.user_id = u.id AND m.removed_at IS NULL)`,
    [userId],
  );
  return rows[0] ?? null;
}
