import { z } from 'zod';
import { logChannel } from '#lib/domain/channel/channel-kind.ts';
import { defineKind } from './kind.ts';

const notifyParams = z.strictObject({
  channel: z.string().min(1).max(100).meta({
    description: 'log: a line in the log of this step; otherwise a channel of the workspace (Settings → Channels).',
  }),
  to: z
    .array(z.string().min(1).max(200))
    .max(100)
    .optional()
    .meta({ description: 'Of a mail channel: addresses instead of its own. Otherwise whom the message is for.' }),
  subject: z.string().max(1000).regex(/\S/, 'must not be empty').meta({ description: 'One line.' }),
  body: z
    .string()
    .max(100_000)
    .optional()
    .meta({ description: 'More, as text or Markdown; at most 100,000 characters.' }),
  priority: z.enum(['low', 'normal', 'high']).optional(),
});

export const notifyKind = defineKind({
  kind: 'notify',
  label: 'Notify',
  group: 'Connect',
  description: 'Tells people something by mail, chat or webhook, or writes it into the log.',
  icon: 'megaphone',
  where: 'driver',
  hints: {
    channel: { widget: 'channel', placeholder: 'log', help: 'A channel of the workspace, or log.' },
    to: { help: 'Whom it is for.' },
    subject: { widget: 'text', help: 'One line.' },
    body: { widget: 'markdown', help: 'More, as text or Markdown.' },
    priority: { placeholder: 'normal', help: 'How loud.' },
  },
  summary: ['subject', 'channel'],
  example: { id: 'done', kind: 'notify', with: { channel: 'log', subject: 'Released' } },
  params: notifyParams,
  literal: [],
  expressions: [],
  texts: ['subject', 'body'],
  pure: false,
  execute: async ({ channel, to = [], subject, body = '', priority = 'normal' }, context) => {
    const { logs, runId, stepId, attempt, workspaceId, idempotencyKey, signal } = context;
    const head = `${priority === 'high' ? 'Important: ' : ''}${subject}`;
    logs.write({ stream: 'stdout', text: to.length > 0 ? `To ${to.join(', ')}: ${head}` : head });
    for (const line of body.split('\n')) if (line) logs.write({ stream: 'stdout', text: line });
    const output = { channel, to, subject };
    if (channel === logChannel) return { ok: true, output };
    const about = { workspaceId, runId, stepId, attempt, idempotencyKey, signal };
    const sent = await context.channels.send({ ...about, channel, to, subject, body, priority });
    if (!sent.ok) return sent;
    logs.write({ stream: 'system', text: `${channel} took it: ${sent.said}\n` });
    return { ok: true, output };
  },
});
