import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as it came: who it was handed over for, its parts, and the text with headers. */
export interface Arrived extends Email {
  envelope: { from: string; to: string[] };
  raw: string;
}

/** A mail server on loopback that speaks SMTP and keeps what it is given. */
export interface MailServer {
  /** For SMTP_URL. */
  url: string;
  /** All that arrived. */
  mails: readonly Arrived[];
  /** The first mail to this address, waiting for it. */
  mailTo(address: string): Promise<Arrived>;
  /** From now on says no to every mail, or takes them again. */
  refuse(on: boolean): void;
  close(): Promise<void>;
}

export async function openMailServer(): Promise<MailServer> {
  const mails: Arrived[] = [];
  const waiting: { address: string; give: (mail: Arrived) => void }[] = [];
  let refusing = false;
  const isFor = (address: string) => (mail: Arrived) => mail.envelope.to.includes(address);
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'robot' && password === 'pass' ? done(null, { user: 'robot' }) : done(new Error('Who is that?')),
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', async () => {
        if (refusing) return done(Object.assign(new Error('The box is full'), { responseCode: 452 }));
        const raw = Buffer.concat(parts).toString('utf8');
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const read = await new PostalMime().parse(raw);
        const mail: Arrived = { ...read, raw, envelope: { from, to: envelope.rcptTo.map(({ address }) => address) } };
        mails.push(mail);
        for (const { address, give } of waiting) if (isFor(address)(mail)) give(mail);
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://robot:pass@127.0.0.1:${port}`,
    mails,
    mailTo: async (address) =>
      mails.find(isFor(address)) ?? new Promise<Arrived>((give) => waiting.push({ address, give })),
    refuse(on) {
      refusing = on;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}
