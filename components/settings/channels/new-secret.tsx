'use client';
import { RotateCcwKey } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { api } from '#lib/client/api.ts';
import type { ChannelView } from '#lib/contracts/channel.ts';
import { useChannelWrite } from './channels.ts';
import { SignatureNote } from './signature-note.tsx';

/** Makes another signing secret of a webhook, and shows it once. */
export function NewSecret({ channel: { id, name } }: { channel: ChannelView }) {
  const [signature, setSignature] = useState<ChannelView['signature']>();
  const make = useChannelWrite((_: null) => api.patch<ChannelView>(`/channels/${id}`, { newSecret: true }));
  return (
    <>
      <ConfirmDialog
        trigger={<IconButton size="sm" label={`New secret for ${name}`} icon={<RotateCcwKey />} />}
        title={`Make a new secret for ${name}?`}
        consequence="The old one signs nothing from then on: messages are refused over there until it knows the new one."
        action="Make a new secret"
        onConfirm={async () => setSignature((await make.mutateAsync(null)).signature)}
      />
      <Dialog
        open={signature !== undefined}
        onOpenChange={(open) => {
          if (!open) setSignature(undefined);
        }}
        title={`Secret of ${name}`}
        description="With it the other side makes sure that a message is ours."
      >
        {signature ? <SignatureNote signature={signature} /> : null}
      </Dialog>
    </>
  );
}
