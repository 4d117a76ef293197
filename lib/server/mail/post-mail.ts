import { createTransport } from 'nodemailer';
import { serverConfig } from '#lib/server/config.ts';
import { formOf, type Letter } from './letter.ts';

export type Posted = { ok: true; said: string } | { ok: false; fault: { code: 'mail'; message: string; fix: string } };

/** Milliseconds: somebody may be waiting for the answer of the call that sends it. */
const timeouts = { dnsTimeout: 5000, connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10_000 };

/**
 * Hands a letter for these addresses to the mail server, and says what that said. `id` is the same for every try of one
 * letter, and becomes its Message-ID. Never throws.
 */
export async function postMail(
  to: readonly string[],
  letter: Letter,
  { id, priority = 'normal' }: { id?: string; priority?: 'low' | 'normal' | 'high' } = {},
): Promise<Posted> {
  const { mail, url } = serverConfig();
  if (!mail)
    return failed('This server sends no mail.', 'Its operator sets SMTP_URL and MAIL_FROM, and starts it again.');
  const transport = createTransport({
    ...timeouts,
    url: mail.smtpUrl,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { response, rejected } = await transport.sendMail({
      from: mail.from,
      // Each as one address and not as a text to be read: a text may name several.
      to: to.map((address) => ({ name: '', address })),
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...(id === undefined ? {} : { messageId: `<${id.replace(/[^\w.-]/g, '.')}@${new URL(url).hostname}>` }),
      ...(priority === 'normal' ? {} : { priority }),
      ...formOf(letter),
    });
    return { ok: true, said: `${response}${rejected.length > 0 ? ` (not taken for ${rejected.join(', ')})` : ''}` };
  } catch (error) {
    return failed(
      `The mail server did not take it: ${reasonOf(error)}`,
      'Check the address, and what SMTP_URL and MAIL_FROM say.',
    );
  } finally {
    transport.close();
  }
}

const failed = (message: string, fix: string): Posted => ({ ok: false, fault: { code: 'mail', message, fix } });

/** A mail server's own words, without the message: it may hold a link that lets somebody in. */
function reasonOf(error: unknown): string {
  const { code = '', response = '' } = error as { code?: string; response?: string };
  return `${code} ${response}`.trim().slice(0, 300) || String(error).slice(0, 300);
}
