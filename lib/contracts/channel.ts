import { z } from 'zod';
import { channelKindNames, channelName, logChannel } from '#lib/domain/channel/channel-kind.ts';
import { readTarget } from '#lib/domain/egress/target.ts';
import { type NoticeAbout, noticeAbouts } from '#lib/domain/gate/notice.ts';

const abouts = z.enum(noticeAbouts as [NoticeAbout, ...NoticeAbout[]]);

const name = z
  .string()
  .trim()
  .regex(channelName, 'letters, digits, space, dot, dash and underscore, at most 64 characters')
  .refine((text) => text !== logChannel, 'is what steps call their own log');

const address = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());
const to = z
  .array(address)
  .min(1)
  .max(50)
  .overwrite((all) => [...new Set(all)]);

const url = z
  .string()
  .trim()
  .max(2000)
  .superRefine((text, { addIssue }) => {
    const read = readTarget(text);
    if ('problem' in read) addIssue({ code: 'custom', message: `${read.problem.message} ${read.problem.fix}` });
  });

/** Of which notices about gates it is told; none: only what steps send through it. */
const about = z.array(abouts).overwrite((all) => [...new Set(all)]);

/** With what the other side makes sure that a message is ours; only in the answer that made it. */
export const channelSignature = z.object({
  secret: z.string(),
  header: z.string(),
  how: z.string(),
});

/** A channel without its address and its secret: those are never given back. */
export const channelResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(channelKindNames),
    /** Of a mail channel. */
    to: z.array(z.string()),
    /** Where the other kinds send to, without the path, which is a secret. */
    host: z.string().nullable(),
    about: z.array(abouts),
    enabled: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
    /** Workflows whose latest published version tells it something. */
    usedBy: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string() })),
    signature: channelSignature.optional(),
  })
  .meta({ id: 'Channel' });
export type ChannelView = z.infer<typeof channelResponse>;

const all = { name, about: about.optional(), enabled: z.boolean().optional() };
export const createChannelRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mail'), ...all, to }),
  z.strictObject({ kind: z.literal('slack'), ...all, url }),
  z.strictObject({ kind: z.literal('webhook'), ...all, url }),
]);

/** The kind stays. `newSecret` makes another signing secret of a webhook; the old one signs nothing any more. */
export const updateChannelRequest = z.strictObject({
  name: name.optional(),
  about: about.optional(),
  enabled: z.boolean().optional(),
  to: to.optional(),
  url: url.optional(),
  newSecret: z.literal(true).optional(),
});

/** What came of a test: whether it was taken, and what the other side said, in its own words. */
export const channelTest = z
  .object({ ok: z.boolean(), said: z.string(), fix: z.string().nullable() })
  .meta({ id: 'ChannelTest' });
export type ChannelTest = z.infer<typeof channelTest>;

/** One notice on its way through a channel. */
export const deliveryResponse = z
  .object({
    id: z.string(),
    about: abouts,
    gateId: z.string(),
    title: z.string(),
    workflowName: z.string(),
    runNumber: z.number(),
    /** Of the notice. */
    at: z.string(),
    status: z.enum(['waiting', 'sent', 'given up']),
    attempts: z.number(),
    sentAt: z.string().nullable(),
    /** When it is tried next. */
    nextAt: z.string().nullable(),
    /** What went wrong last. */
    error: z.string().nullable(),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.infer<typeof deliveryResponse>;
