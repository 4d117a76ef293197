'use client';
import { ShieldOff } from 'lucide-react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { useViewer } from '#lib/client/viewer.tsx';
import type { MemberView } from '#lib/contracts/people.ts';
import { usePeopleWrite } from './people.ts';

/** Takes away the second factor of a member who lost it; nothing where there is none, or none of the viewer's business. */
export function ClearSecondFactor({ entry }: { entry: MemberView }) {
  const { member } = useViewer();
  const clear = usePeopleWrite((id: string) => api.delete(`/members/${id}/second-factor`));
  if (!entry.secondFactor || entry.id === member.id) return null;
  return (
    <ConfirmDialog
      trigger={<IconButton size="sm" label={`Take away the second factor of ${entry.name}`} icon={<ShieldOff />} />}
      title={`Take away the second factor of ${entry.name}?`}
      consequence="Do so when they lost their device and their recovery codes, and you know that it is they who ask. Their password alone lets them in then, and their sessions end at once."
      action="Take it away"
      onConfirm={async () => {
        await clear.mutateAsync(entry.id);
        toast.done(`${entry.name} has no second factor now`);
      }}
    />
  );
}
