'use client';
import { useChannels } from '#components/settings/channels/channels.ts';
import { Combobox } from '#components/ui/combobox.tsx';
import { channelKinds, logChannel } from '#lib/domain/channel/channel-kind.ts';

/** Where something is told: the log of the step, or a channel of the workspace by its name. */
export function ChannelField({
  label,
  value,
  disabled,
  onChange,
}: {
  label: string;
  value: unknown;
  disabled: boolean;
  onChange: (value: string) => void;
}) {
  const { data, isPending, isError } = useChannels();
  const named = typeof value === 'string' ? value : '';
  const options = [
    { value: logChannel, label: logChannel, help: 'A line in the log of the step' },
    ...(data?.items ?? []).map(({ name, kind }) => ({ value: name, label: name, help: channelKinds[kind].label })),
  ];
  if (named !== '' && !options.some((each) => each.value === named))
    options.push({ value: named, label: named, help: data ? 'The workspace has no such channel.' : '' });
  const nothing = isError
    ? 'The channels could not be read.'
    : 'There is no such channel; Settings → Channels has them.';
  return (
    <Combobox
      aria-label={label}
      disabled={disabled}
      options={options}
      value={named || null}
      emptyText={isPending ? 'Reading the channels…' : nothing}
      onValueChange={(next) => onChange(next ?? '')}
    />
  );
}
