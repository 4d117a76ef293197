'use client';
import { Hash, Mail, PenLine, Trash2, Webhook } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Td, Tr } from '#components/ui/table.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import type { ChannelView } from '#lib/contracts/channel.ts';
import { channelKinds } from '#lib/domain/channel/channel-kind.ts';
import { ChannelDialog } from './channel-dialog.tsx';
import { occasions, useChannelWrite } from './channels.ts';
import { DeliveriesSheet } from './deliveries-sheet.tsx';
import { NewSecret } from './new-secret.tsx';
import { TestChannel } from './test-channel.tsx';

const icons = { mail: Mail, slack: Hash, webhook: Webhook } as const;

/** One channel: where it leads, what it is told, and what can be done with it. */
export function ChannelRow({ channel, mayManage }: { channel: ChannelView; mayManage: boolean }) {
  const { name, kind, to, host, about, usedBy } = channel;
  const Icon = icons[kind];
  const [changing, setChanging] = useState(false);
  return (
    <Tr>
      <Td>
        <span className="flex items-center gap-2">
          <Icon className="size-4 shrink-0 text-faint" aria-hidden="true" />
          <span className="min-w-0">
            <span className="block break-words font-medium">{name}</span>
            <span className="block break-words text-muted text-xs">
              {channelKinds[kind].label} · <span className="fact">{kind === 'mail' ? listed(to) : host}</span>
            </span>
          </span>
        </span>
      </Td>
      <Td className="text-muted max-md:hidden">
        {about.length === 0 ? 'nothing' : about.map((one) => occasions[one].short).join(', ')}
      </Td>
      <Td className="max-md:hidden">
        {usedBy.length === 0 ? (
          <span className="text-faint">nothing published</span>
        ) : (
          usedBy.map((workflow) => workflow.name).join(', ')
        )}
      </Td>
      <Td className="w-10">
        <Enabled channel={channel} mayManage={mayManage} />
      </Td>
      <Td className="w-40 max-sm:w-22">
        <span className="flex justify-end max-sm:flex-wrap">
          <DeliveriesSheet channel={channel} />
          {mayManage ? (
            <>
              <TestChannel channel={channel} />
              {kind === 'webhook' ? <NewSecret channel={channel} /> : null}
              <IconButton size="sm" label={`Change ${name}`} icon={<PenLine />} onClick={() => setChanging(true)} />
              <ChannelDialog channel={channel} open={changing} onOpenChange={setChanging} />
              <DeleteChannel channel={channel} />
            </>
          ) : null}
        </span>
      </Td>
    </Tr>
  );
}

const listed = (to: string[]) => (to.length > 2 ? `${to[0]} and ${to.length - 1} more` : to.join(', '));

function Enabled({ channel: { id, name, enabled }, mayManage }: { channel: ChannelView; mayManage: boolean }) {
  const turn = useChannelWrite((on: boolean) => api.patch(`/channels/${id}`, { enabled: on }));
  return (
    <Switch
      aria-label={`${name} is on`}
      checked={enabled}
      disabled={!mayManage || turn.isPending}
      onCheckedChange={(on) => turn.mutate(on, { onError: (error) => toast.failed(error) })}
    />
  );
}

function DeleteChannel({ channel: { id, name, usedBy } }: { channel: ChannelView }) {
  const remove = useChannelWrite((_: null) => api.delete(`/channels/${id}`));
  return (
    <ConfirmDialog
      trigger={<IconButton size="sm" label={`Delete ${name}`} icon={<Trash2 />} />}
      title={`Delete ${name}?`}
      consequence={
        usedBy.length > 0
          ? `Published workflows name it (${usedBy.map((workflow) => workflow.name).join(', ')}), so it has to stay until they do not.`
          : 'What is still on its way through it is not sent. Its address cannot be brought back.'
      }
      action="Delete the channel"
      onConfirm={async () => {
        await remove.mutateAsync(null);
        toast.done(`Deleted ${name}`);
      }}
    />
  );
}
