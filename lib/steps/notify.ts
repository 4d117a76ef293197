import { z } from 'zod';
import { asText, defineKind } from './kind.ts';

const notifyParams = z.strictObject({
  channel: z.string().min(1).max(100).meta({ description: 'log: a line in the log of this step.' }),
  to: z.array(z.string().min(1).max(200)).max(100).optional(),
  subject: z.json().meta({ description: 'One line.' }),
  body: z.json().optional().meta({ description: 'More, as text or Markdown.' }),
  priority: z.enum(['low', 'normal', 'high']).optional(),
});

/** Channels there are; others are added with the services that carry them. */
const channels = ['log'];

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
    if (!channels.includes(channel))
      return {
        ok: false,
        error: {
          kind: 'input',
          message: `There is no channel ${JSON.stringify(channel)}.`,
          place: 'with.channel',
          fix: `Use one of: ${channels.join(', ')}.`,
        },
      };
    const head = `${priority === 'high' ? 'Important: ' : ''}${asText(subject as never)}`;
    logs.write({ stream: 'stdout', text: to.length > 0 ? `To ${to.join(', ')}: ${head}` : head });
    for (const line of asText((body ?? '') as never).split('\n'))
      if (line) logs.write({ stream: 'stdout', text: line });
    return { ok: true, output: { channel, to, subject: asText(subject as never) } };
  },
});
