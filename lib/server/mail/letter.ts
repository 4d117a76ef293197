import { plainLines, plainName } from '#lib/domain/plain-name.ts';

/** What a mail says, before it has a form. Every text is plain: names and addresses stand in it as they are. */
export interface Letter {
  subject: string;
  paragraphs: readonly string[];
  /** A text of several lines below them, as it was written. */
  body?: string;
  /** Several things of one sort, each with its own address. */
  items?: readonly { text: string; url: string }[];
  /** The one thing to do, below the first paragraph. */
  link?: { label: string; url: string };
  /** Why it came, and what to do when it was not expected. */
  footer: string;
}

/** A letter as a plain text and as simple HTML that says the same; nothing in it is fetched from anywhere. */
export function formOf(letter: Letter): { subject: string; text: string; html: string } {
  const { link, items = [] } = letter;
  const body = plainLines(letter.body ?? '').trim();
  // A name with a line break in it would add a header to the one and a paragraph of its own making to the other.
  const [subject, footer] = [plainName(letter.subject), plainName(letter.footer)];
  const [first = '', ...more] = letter.paragraphs.map(plainName);
  const text = [
    first,
    ...(link ? [`${link.label}:\n${link.url}`] : []),
    ...more,
    ...(body ? [body] : []),
    ...items.map(itemText),
    `--\n${footer}`,
  ].join('\n\n');
  const html = [
    paragraph(first),
    ...(link
      ? [
          `<p style="margin:24px 0"><a href="${escaped(link.url)}" style="background:#1f4fa3;color:#ffffff;padding:10px 18px;border-radius:6px;text-decoration:none">${escaped(link.label)}</a></p>`,
          `<p style="font-size:13px;color:#5b6472">Or copy this address: <span style="word-break:break-all">${escaped(link.url)}</span></p>`,
        ]
      : []),
    ...more.map(paragraph),
    ...(body ? [`<p style="white-space:pre-wrap">${escaped(body)}</p>`] : []),
    ...(items.length > 0 ? [`<ul style="padding-left:18px">\n${items.map(itemHtml).join('\n')}\n</ul>`] : []),
    `<p style="margin-top:32px;font-size:13px;color:#5b6472">${escaped(footer)}</p>`,
  ].join('\n');
  return {
    subject,
    text: `${text}\n`,
    html: `<!doctype html>\n<html lang="en"><body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1c2430;max-width:560px">\n${html}\n</body></html>\n`,
  };
}

type Item = NonNullable<Letter['items']>[number];
const itemText = ({ text, url }: Item) => `- ${plainName(text)}\n  ${url}`;
const itemHtml = ({ text, url }: Item) =>
  `<li style="margin:6px 0">${escaped(plainName(text))}<br><a href="${escaped(url)}" style="color:#1f4fa3">Open it</a></li>`;

const paragraph = (text: string) => `<p>${escaped(text)}</p>`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (each) => entities[each] ?? each);
