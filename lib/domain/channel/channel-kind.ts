/** Ways out to people and other programs. */
export const channelKinds = {
  mail: { label: 'Mail', about: 'Letters to a list of addresses.' },
  slack: { label: 'Slack', about: 'An incoming webhook, of Slack or a chat like it.' },
  webhook: { label: 'Webhook', about: 'Signed JSON to an address of yours.' },
} as const;
export type ChannelKind = keyof typeof channelKinds;
export const channelKindNames = Object.keys(channelKinds) as [ChannelKind, ...ChannelKind[]];

/** What steps write to reach the log of the step itself; no channel has this name. */
export const logChannel = 'log';

export const channelName = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u;
