'use client';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { api } from '#lib/client/api.ts';
import { useMay, useViewer } from '#lib/client/viewer.tsx';
import type { PasswordLink } from '#lib/contracts/coming-in.ts';
import type { MemberView } from '#lib/contracts/people.ts';
import { usePeopleWrite } from './people.ts';
import { ShownOnce } from './shown-once.tsx';

/** Makes a link with which a member who forgot their password sets a new one; shown once, to owners alone. */
export function MakePasswordLink({ entry }: { entry: MemberView }) {
  const { member } = useViewer();
  const mayReset = useMay('member.reset');
  const [open, setOpen] = useState(false);
  const make = usePeopleWrite((id: string) => api.post<PasswordLink>(`/members/${id}/password-link`));
  if (!mayReset || entry.id === member.id) return null;
  const show = (next: boolean) => {
    setOpen(next);
    if (next) make.reset();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={show}
      trigger={<IconButton size="sm" label={`Make a password link for ${entry.name}`} icon={<KeyRound />} />}
      title={make.data ? `Hand this link to ${entry.name}` : `Make a password link for ${entry.name}?`}
      description={
        make.data
          ? undefined
          : 'For somebody who forgot their password. Whoever opens the link sets a new one and comes in as them; the record says that you made it.'
      }
      footer={
        make.data ? (
          <Button onClick={() => show(false)}>Done</Button>
        ) : (
          <Button variant="primary" busy={make.isPending} onClick={() => make.mutate(entry.id)}>
            Make the link
          </Button>
        )
      }
    >
      {make.data ? (
        <ShownOnce
          text={make.data.link}
          label="Password link"
          note="It is shown only now, holds 24 hours and works once. Hand it to them alone."
        />
      ) : make.error ? (
        <Notice tone="danger">{make.error.message}</Notice>
      ) : null}
    </Dialog>
  );
}
