import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Channels there are; others are added with the services that carry them. */
const channels = ['log'];

const notifyParams = z.strictObject({
  channel: z
    .string()
    .refine((name) => channels.includes(name), { error: `is none that there is; use ${channels.join(' or ')}` })
    .meta({ description: 'log: a line in the log of this step.' }),
  to: z.array(z.string().min(1).max(200)).max(100).optional(),
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
  description: 'Tells people or a channel.',
  icon: 'megaphone',
  where: 'driver',
  hints: {
    channel: { widget: 'text', placeholder: 'log', help: 'Where it goes.' },
    to: { widget: 'list', help: 'Whom it is for.' },
    subject: { widget: 'text', help: 'One line.' },
    body: { widget: 'markdown', help: 'More.' },
    priority: { help: 'How loud.' },
  },
  summary: ['subject', 'channel'],
  example: { id: 'done', kind: 'notify', with: { channel: 'log', subject: 'Released' } },
  params: notifyParams,
  literal: [],
  expressions: [],
  texts: ['subject', 'body'],
  pure: false,
  execute: async ({ channel, to = [], subject, body, priority = 'normal' }, { logs }) => {
    const head = `${priority === 'high' ? 'Important: ' : ''}${subject}`;
    logs.write({ stream: 'stdout', text: to.length > 0 ? `To ${to.join(', ')}: ${head}` : head });
    for (const line of (body ?? '').split('\n')) if (line) logs.write({ stream: 'stdout', text: line });
    return { ok: true, output: { channel, to, subject } };
  },
});
