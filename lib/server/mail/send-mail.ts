import { serverConfig } from '#lib/server/config.ts';
import { log } from '#lib/server/log.ts';
import type { Letter } from './letter.ts';
import { postMail } from './post-mail.ts';

/** Whether this server sends mail at all. */
export const sendsMail = (): boolean => serverConfig().mail !== null;

/**
 * Sends a letter to one address; whether the mail server took it. Never throws: what happened before it does not depend
 * on a mail, and the reason is in the log.
 */
export async function sendMail(to: string, letter: Letter): Promise<boolean> {
  if (!sendsMail()) return false;
  const posted = await postMail([to], letter);
  if (!posted.ok) log().error({ reason: posted.fault.message }, 'A mail could not be sent');
  return posted.ok;
}
