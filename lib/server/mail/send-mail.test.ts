import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MailServer, openMailServer } from '../../../test/mail-server.ts';
import { invitationLetter } from './letters.ts';
import { sendMail } from './send-mail.ts';

let server: MailServer;
beforeAll(async () => {
  server = await openMailServer();
  process.env.SMTP_URL = server.url;
  process.env.MAIL_FROM = 'Flows <flows@example.org>';
  process.env.LOG_LEVEL = 'silent';
});
afterAll(() => server.close());

const url = 'https://flows.example.org/invitations/abc';
const letter = (workspace: string) => invitationLetter({ invitedBy: 'An owner', workspace, role: 'reviewer', url });

test('a letter arrives as text and as HTML that say the same', async () => {
  expect(await sendMail('both@example.org', letter('Our place'))).toBe(true);
  const mail = await server.mailTo('both@example.org');
  expect(mail.subject).toBe('An owner invites you to Our place');
  expect(mail.from).toMatchObject({ name: 'Flows', address: 'flows@example.org' });
  for (const form of [mail.text, mail.html]) {
    expect(form).toContain('invites you to the workspace Our place in Countersign, as reviewer.');
    expect(form).toContain(url);
  }
  expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
});

test('names cannot add headers, people or markup', async () => {
  const name = 'Ours\r\nBcc: other@example.org\r\n\r\n<img src=x onerror=alert(1)>"\'';
  expect(await sendMail('one@example.org', letter(name))).toBe(true);
  const mail = await server.mailTo('one@example.org');
  expect(mail.envelope.to).toEqual(['one@example.org']);
  expect(mail.bcc ?? []).toEqual([]);
  expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
  expect(mail.text).not.toMatch(/^bcc:/im);
  expect(mail.html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;');
  expect(mail.html).not.toContain('<img');
});

test('a text that names several addresses reaches none of them', async () => {
  const before = server.mails.length;
  for (const to of ['a@example.org, b@example.org', 'a@example.org\r\nRCPT TO:<b@example.org>', '<a@example.org>,'])
    expect(await sendMail(to, letter('Ours'))).toBe(false);
  expect(server.mails).toHaveLength(before);
});

test('a mail that is not taken is told, not thrown', async () => {
  server.refuse(true);
  expect(await sendMail('full@example.org', letter('Ours'))).toBe(false);
  server.refuse(false);
  expect(await sendMail('full@example.org', letter('Ours'))).toBe(true);
});
