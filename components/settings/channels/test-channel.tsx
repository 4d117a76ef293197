'use client';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { api } from '#lib/client/api.ts';
import { ApiError } from '#lib/client/api-error.ts';
import type { ChannelTest, ChannelView } from '#lib/contracts/channel.ts';
import { useChannelWrite } from './channels.ts';

/** Sends a test as soon as it opens, and shows what the other side said. */
export function TestChannel({ channel: { id, name } }: { channel: ChannelView }) {
  const [open, setOpen] = useState(false);
  const send = useChannelWrite((_: null) => api.post<ChannelTest>(`/channels/${id}/test`));
  return (
    <>
      <IconButton
        size="sm"
        label={`Send a test to ${name}`}
        icon={<Send />}
        onClick={() => {
          setOpen(true);
          send.mutate(null);
        }}
      />
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Test of ${name}`}
        footer={
          <Button busy={send.isPending} onClick={() => send.mutate(null)}>
            Send again
          </Button>
        }
      >
        <div aria-live="polite">
          {send.isPending ? (
            <p className="flex items-center gap-2 text-muted">
              <Spinner label="Waiting" /> Waiting for what the other side says…
            </p>
          ) : send.error ? (
            <Notice tone="danger">{ApiError.from(send.error).message}</Notice>
          ) : send.data ? (
            <Outcome test={send.data} />
          ) : null}
        </div>
      </Dialog>
    </>
  );
}

function Outcome({ test: { ok, said, fix } }: { test: ChannelTest }) {
  return (
    <Notice tone={ok ? 'info' : 'danger'} title={ok ? 'It was taken' : 'It was not taken'}>
      <p className="break-words">
        {ok ? 'The other side said: ' : null}
        <span className={ok ? 'fact' : undefined}>{said}</span>
      </p>
      {fix ? <p className="mt-1">{fix}</p> : null}
    </Notice>
  );
}
