'use client';
import { Megaphone, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useMay } from '#lib/client/viewer.tsx';
import { permissions, roles } from '#lib/domain/access/permissions.ts';
import { ListTable } from '../list-table.tsx';
import { NoneYet } from '../none-yet.tsx';
import { ChannelDialog } from './channel-dialog.tsx';
import { ChannelRow } from './channel-row.tsx';
import { useChannels } from './channels.ts';

const readers = permissions['channel.read'].roles.map((role) => `${roles[role].label.toLowerCase()}s`);

/** The workspace's channels, for those who may know which there are. */
export function ChannelsCard() {
  if (!useMay('channel.read'))
    return (
      <Notice title="Your role does not show channels">
        Which there are is for {readers.slice(0, -1).join(', ')} and {readers.at(-1)}.
      </Notice>
    );
  return <ChannelList />;
}

const columns = [
  { name: 'Channel' },
  { name: 'Told by itself', className: 'max-md:hidden' },
  { name: 'Used by', className: 'max-md:hidden' },
  { name: 'On' },
  { name: 'What can be done', spoken: true },
];

function ChannelList() {
  const channels = useChannels();
  const mayManage = useMay('channel.manage');
  const [adding, setAdding] = useState(false);
  const add = mayManage ? (
    <Button variant="primary" size="sm" icon={<Plus />} onClick={() => setAdding(true)}>
      New channel
    </Button>
  ) : null;
  // Below while there are none; not yet here while that is not known, or it would move under the pointer.
  const some = (channels.data?.items.length ?? 0) > 0;
  return (
    <Card
      flush
      title="Channels"
      description="Where notices about gates go, and what workflows tell people. Addresses are sealed."
      actions={some ? add : null}
    >
      <ListTable query={channels} label="Channels" empty={<NoChannels>{add}</NoChannels>} columns={columns}>
        {(channel) => <ChannelRow key={channel.id} channel={channel} mayManage={mayManage} />}
      </ListTable>
      {/* Beside the list: with the first channel the button moves, and the secret shown once must not go with it. */}
      <ChannelDialog open={adding} onOpenChange={setAdding} />
    </Card>
  );
}

function NoChannels({ children }: { children: ReactNode }) {
  return (
    <NoneYet icon={Megaphone} title="No channels yet" action={children}>
      A channel leads to a mailing list, a chat or a program of yours. It can be told whenever a gate opens or is
      decided, and a step of the kind Notify sends through it by its name. Whom a gate asks by name gets a letter
      without any.
    </NoneYet>
  );
}
