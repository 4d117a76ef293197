import { z } from 'zod';
import { type ChannelKind, channelKindNames, channelName, logChannel } from '#lib/domain/channel/channel-kind.ts';
import { readTarget } from '#lib/domain/egress/target.ts';
import { type NoticeAbout, noticeAbouts } from '#lib/domain/gate/notice.ts';

/** Addresses as people type or paste them: one a line, or with commas or spaces between. */
export const addressesIn = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

/** `kept`: there is an address already, which an empty field leaves as it is. */
export const channelForm = (kept: boolean) =>
  z
    .object({
      name: z
        .string()
        .trim()
        .regex(channelName, 'Letters, digits, space, dot, dash and underscore, at most 64 characters.')
        .refine((text) => text !== logChannel, 'Steps call their own log so. Take another name.'),
      kind: z.enum(channelKindNames),
      to: z.string(),
      url: z.string().trim(),
      about: z.array(z.enum(noticeAbouts as [NoticeAbout, ...NoticeAbout[]])),
    })
    .superRefine(({ kind, to, url }, { addIssue }) => {
      const [path, message] =
        kind === 'mail' ? (['to', faultOfAddresses(to)] as const) : (['url', faultOfUrl(url, kept)] as const);
      if (message) addIssue({ code: 'custom', path: [path], message });
    });

/** What is sent for them. */
export function bodyOf(values: z.output<ReturnType<typeof channelForm>>, made: boolean) {
  const { name, kind, to, url, about } = values;
  const where = kind === 'mail' ? { to: addressesIn(to) } : url === '' ? {} : { url };
  return { name, about, ...where, ...(made ? {} : { kind }) };
}

function faultOfAddresses(text: string): string | null {
  const addresses = addressesIn(text);
  if (addresses.length === 0) return 'At least one address.';
  if (addresses.length > 50) return 'At most 50 addresses; use a list of your mail server for more.';
  const wrong = addresses.find((address) => !z.email().safeParse(address).success);
  return wrong === undefined ? null : `“${wrong.slice(0, 60)}” is no mail address.`;
}

function faultOfUrl(url: string, kept: boolean): string | null {
  if (url === '') return kept ? null : 'The address, please.';
  const read = readTarget(url);
  return 'problem' in read ? `${read.problem.message} ${read.problem.fix}` : null;
}

/** What each kind asks for. */
export const addressHelp: Record<Exclude<ChannelKind, 'mail'>, { label: string; placeholder: string; help: string }> = {
  slack: {
    label: 'Incoming webhook',
    placeholder: 'https://hooks.slack.com/services/…',
    help: 'Made in Slack under Apps → Incoming Webhooks. It is a secret: sealed, and not shown again.',
  },
  webhook: {
    label: 'Address',
    placeholder: 'https://example.org/hooks/…',
    help: 'Takes JSON by POST. It is sealed, and not shown again.',
  },
};
