import { createTransport } from 'nodemailer';
import { serverConfig } from '#lib/server/config.ts';
import { log } from '#lib/server/log.ts';
import { formOf, type Letter } from './letter.ts';

/** Whether this server sends mail at all. */
export const sendsMail = (): boolean => serverConfig().mail !== null;

/** Milliseconds: somebody may be waiting for the answer of the call that sends it. */
const timeouts = { dnsTimeout: 5000, connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10_000 };

/**
 * Sends a letter to one address; whether the mail server took it. Never throws: what happened before it does not depend
 * on a mail, and the reason is in the log.
 */
export async function sendMail(to: string, letter: Letter): Promise<boolean> {
  const { mail } = serverConfig();
  if (!mail) return false;
  const transport = createTransport({
    ...timeouts,
    url: mail.smtpUrl,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: mail.from,
      // As one address and not as a text to be read: a text may name several.
      to: { name: '', address: to },
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...formOf(letter),
    });
    return true;
  } catch (error) {
    log().error({ reason: reasonOf(error) }, 'A mail could not be sent');
    return false;
  } finally {
    transport.close();
  }
}

/** A mail server's own words, without the message: it may hold a link that lets somebody in. */
function reasonOf(error: unknown): string {
  const { code = '', response = '' } = error as { code?: string; response?: string };
  return `${code} ${response}`.trim().slice(0, 300) || String(error).slice(0, 300);
}
