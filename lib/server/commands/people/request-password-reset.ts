import type { z } from 'zod';
import type { requestedReset, requestResetRequest } from '#lib/contracts/coming-in.ts';
import { attempt } from '#lib/server/auth/throttle.ts';
import { transaction } from '#lib/server/change.ts';
import { log } from '#lib/server/log.ts';
import { resetLetter } from '#lib/server/mail/letters.ts';
import { sendMail, sendsMail } from '#lib/server/mail/send-mail.ts';
import { insertPasswordLink, lockHolder, recordSystemLink } from './password-link.ts';

/** Links by mail to one account in an hour: a stranger must not fill somebody's mailbox. */
const mostAnHour = 3;

/**
 * Mails a link to whoever has this address here. Whether anybody does, neither the answer nor the time it takes tells:
 * the work begins after the answer is decided, and attempts count alike. Refuses with `too_many_requests`.
 */
export async function requestPasswordReset(
  { email }: z.output<typeof requestResetRequest>,
  address: string | null,
): Promise<z.input<typeof requestedReset>> {
  await attempt(`reset ${email}`, address);
  if (sendsMail())
    mailLink(email, address).catch((error: unknown) => log().error({ err: error }, 'No password link could be made'));
  return { mail: sendsMail() };
}

async function mailLink(email: string, address: string | null): Promise<void> {
  const made = await transaction(async (tx) => {
    const holder = await lockHolder(tx, email);
    if (!holder) return null;
    const { rows } = await tx.query<{ links: number }>(
      `SELECT count(*)::int AS links FROM password_reset
        WHERE user_id = $1 AND made_by IS NULL AND created_at > now() - interval '1 hour'`,
      [holder.id],
    );
    if ((rows[0]?.links ?? 0) >= mostAnHour) return null;
    const { link } = await insertPasswordLink(tx, { userId: holder.id, madeBy: null, hours: 1 });
    await recordSystemLink(tx, holder, { action: 'account.resetRequested', address });
    return { name: holder.name, link };
  });
  if (made) await sendMail(email, resetLetter({ name: made.name, url: made.link }));
}
