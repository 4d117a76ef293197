import type { Egress, EgressFault } from '#lib/engine/step-ports.ts';
import { postMail } from '#lib/server/mail/post-mail.ts';
import type { OpenChannel } from './channel.ts';
import type { Message } from './message.ts';
import { signatureHeader, signatureOf } from './signature.ts';
import { slackBody } from './slack-body.ts';

/** Why a message was not taken. `said`: the other side answered, and this is what. */
export type SendFault = { code: EgressFault['code'] | 'said' | 'mail'; message: string; fix?: string };
export type Sent = { ok: true; said: string } | { ok: false; fault: SendFault };

const timeoutMs = 10_000;
const maxBytes = 64 * 1024;

export type Sender = (
  channel: OpenChannel,
  message: Message,
  options?: { signal?: AbortSignal; to?: readonly string[] },
) => Promise<Sent>;

/** What sends a message through a channel and says what the other side said. Never throws for what that side does. */
export function createSender(egress: Egress): Sender {
  return async (channel, message, { signal = new AbortController().signal, to = [] } = {}) => {
    if (channel.kind === 'mail') {
      const { id, letter, priority } = message;
      return postMail(to.length > 0 ? to : channel.to, letter, { id, priority });
    }
    const body = JSON.stringify(channel.kind === 'slack' ? slackBody(message.letter) : webhookBody(message));
    const sent = await egress.send(
      { workspaceId: channel.workspaceId },
      {
        method: 'POST',
        url: channel.url,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Countersign',
          'idempotency-key': message.id,
          ...(channel.kind === 'webhook'
            ? {
                'countersign-delivery': message.id,
                [signatureHeader]: signatureOf(channel.secret, { at: Date.now(), body }),
              }
            : {}),
        },
        body,
        // A redirect would take the message where nobody said it should go.
        redirects: 0,
        timeoutMs,
        maxBytes,
        signal,
      },
    );
    if (!sent.ok) return { ok: false, fault: sent.fault };
    const { status, body: answer } = sent.answer;
    const text = new TextDecoder().decode(answer).trim().slice(0, 300);
    const said = text === '' ? String(status) : `${status}: ${text}`;
    if (status >= 200 && status < 300) return { ok: true, said };
    return { ok: false, fault: { code: 'said', message: `The other side answered ${said}`, fix: adviceFor(status) } };
  };
}

const webhookBody = ({ event, id, letter: { subject, link }, data }: Message) => ({
  event,
  id,
  at: new Date().toISOString(),
  text: subject,
  ...(link ? { url: link.url } : {}),
  ...data,
});

function adviceFor(status: number): string {
  if (status >= 300 && status < 400) return 'Enter the address that it redirects to; redirects are not followed.';
  if (status === 401 || status === 403 || status === 404 || status === 410)
    return 'The address may have been withdrawn: make a new one over there, and enter it under Settings → Channels.';
  if (status === 429) return 'It takes no more for now; try again later.';
  return 'Look at what it answered; its operator can say more.';
}
