import { logChannel } from '../../channel/channel-kind.ts';
import { didYouMean } from '../../expression/closest-name.ts';
import { hasTemplate } from '../../template/compile.ts';
import type { Check } from './check.ts';
import { finding } from './finding.ts';
import { unitsOf } from './unit.ts';

/** Whatever tells somebody something: that the channel is there. */
export const channelChecks: Check = (checked) => {
  const names = checked.known.channelNames ?? null;
  if (names === null) return [];
  return unitsOf(checked).flatMap(({ kind, given: { channel }, at, from }) => {
    if (kind !== 'notify' || typeof channel !== 'string' || channel === '' || hasTemplate(channel)) return [];
    if (channel === logChannel || names.has(channel)) return [];
    return finding('logic.unknownChannel', {
      ...(from.step ? { step: from.step.id } : {}),
      path: [...at, 'channel'],
      message: `The workspace has no channel "${channel.slice(0, 100)}".`,
      fix: `Add it under Settings → Channels, or write log.${didYouMean(channel, [logChannel, ...names])}`,
    });
  });
};
