'use client';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { InvitationView } from '#lib/contracts/people.ts';
import { roles } from '#lib/domain/access/permissions.ts';
import { ListState } from './list-state.tsx';
import { useInvitations, usePeopleWrite } from './people.ts';

function InvitationRow({ entry }: { entry: InvitationView }) {
  const revoke = usePeopleWrite((id: string) => api.delete(`/invitations/${id}`));
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{entry.email}</span>
          <Badge tone={entry.status === 'open' ? 'seal' : 'neutral'}>{entry.status}</Badge>
        </span>
        <span className="block text-muted text-xs">
          as {roles[entry.role].label.toLowerCase()}
          {entry.groups.length ? ` in ${entry.groups.join(', ')}` : ''}, by {entry.invitedBy}{' '}
          <Time at={entry.createdAt} />
          {entry.status === 'open' ? (
            <>
              {' '}
              · ends <Time at={entry.expiresAt} />
            </>
          ) : null}
        </span>
      </span>
      {entry.status === 'open' ? (
        <ConfirmDialog
          trigger={
            <Button size="sm" variant="danger-quiet">
              Withdraw
            </Button>
          }
          title={`Withdraw the invitation of ${entry.email}?`}
          consequence="The link stops working at once. You can invite the same address again."
          action="Withdraw"
          onConfirm={async () => {
            await revoke.mutateAsync(entry.id);
            toast.done(`Withdrew the invitation of ${entry.email}`);
          }}
        />
      ) : null}
    </li>
  );
}

/** Who was invited, and what became of it. Only for those who may invite. */
export function InvitationsCard() {
  const mayManage = useMay('member.manage');
  const invitations = useInvitations(mayManage);
  if (!mayManage) return null;
  return (
    <Card flush title="Invitations" description="A link holds 7 days and works once. It is shown only when it is made.">
      <ListState query={invitations} what="invitations" empty="Nobody is invited. Four eyes need two people.">
        {(items) => (
          <ul className="divide-y">
            {items.map((entry) => (
              <InvitationRow key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
      </ListState>
    </Card>
  );
}
