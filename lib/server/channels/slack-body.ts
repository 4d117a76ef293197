import { plainLines, plainName } from '#lib/domain/plain-name.ts';
import type { Letter } from '#lib/server/mail/letter.ts';

/** What Slack takes of one block, with room to spare. */
const mostText = 2900;

/**
 * A letter as Slack's incoming webhooks take one: blocks, and a text for where blocks are not shown. All of it is plain
 * text, so that nobody's name mentions a whole channel or becomes a link.
 */
export function slackBody({ subject, paragraphs, body, link, footer }: Letter): object {
  const section = (text: string) => ({
    type: 'section',
    text: { type: 'plain_text', text: text.slice(0, mostText), emoji: false },
  });
  const texts = [...paragraphs.map(plainName), ...(body ? [plainLines(body)] : [])].filter((text) => text.trim());
  return {
    text: escaped(plainName(subject)).slice(0, mostText),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: plainName(subject).slice(0, 150), emoji: false } },
      ...texts.slice(0, 20).map(section),
      ...(link
        ? [
            {
              type: 'actions',
              elements: [{ type: 'button', text: { type: 'plain_text', text: link.label }, url: link.url }],
            },
          ]
        : []),
      { type: 'context', elements: [{ type: 'plain_text', text: plainName(footer).slice(0, mostText), emoji: false }] },
    ],
  };
}

/** The fallback text is read as Slack's own markup. */
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
