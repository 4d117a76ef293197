'use client';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Td, Tr } from '#components/ui/table.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { useMay, useViewer } from '#lib/client/viewer.tsx';
import type { warned } from '#lib/contracts/gate-warning.ts';
import type { MemberView } from '#lib/contracts/people.ts';
import { type Role, roleMay, roles } from '#lib/domain/access/permissions.ts';
import { ClearSecondFactor } from './clear-second-factor.tsx';
import { GateWarnings, tellWarnings } from './gate-warnings.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { ListTable } from './list-table.tsx';
import { MakePasswordLink } from './make-password-link.tsx';
import { useMembers, usePeopleWrite } from './people.ts';
import { RoleSelect } from './role-select.tsx';

type Warned = z.infer<typeof warned>;

function MemberRow({ entry }: { entry: MemberView }) {
  const { member } = useViewer();
  const mayManage = useMay('member.manage') && roles[entry.role].rank <= roles[member.role].rank;
  const setRole = usePeopleWrite((role: Role) => api.patch<Warned>(`/members/${entry.id}`, { role }));
  const remove = usePeopleWrite((id: string) => api.delete<Warned>(`/members/${id}`));
  // A role that decides nothing is asked about first: gates may be left without anybody to sign them.
  const [asked, setAsked] = useState<Role | null>(null);
  const give = async (role: Role) => {
    const answer = await setRole.mutateAsync(role);
    toast.done(`${entry.name} is ${roles[role].label.toLowerCase()} now`);
    tellWarnings(answer);
  };
  return (
    <Tr>
      <Td>
        <span className="flex items-center gap-2.5">
          <Avatar name={entry.name} size="md" className="max-sm:hidden" />
          <span className="min-w-0">
            <span className="flex items-center gap-2 font-medium sm:whitespace-nowrap">
              {entry.name}
              {entry.id === member.id ? <Badge>you</Badge> : null}
            </span>
            <span className="block break-all text-muted text-xs">{entry.email}</span>
          </span>
        </span>
      </Td>
      <Td className="max-sm:hidden">
        <span className="flex flex-wrap gap-1">
          {entry.groups.length ? (
            entry.groups.map((group) => <Badge key={group}>{group}</Badge>)
          ) : (
            <span className="text-faint">none</span>
          )}
        </span>
      </Td>
      <Td className="w-28 sm:w-36">
        {mayManage ? (
          <RoleSelect
            size="sm"
            label={`Role of ${entry.name}`}
            value={entry.role}
            disabled={setRole.isPending}
            onValueChange={(role) => {
              if (roleMay(entry.role, 'gate.decide') && !roleMay(role, 'gate.decide')) setAsked(role);
              else give(role).catch((error) => toast.failed(error));
            }}
          />
        ) : (
          roles[entry.role].label
        )}
        {asked ? (
          <ConfirmDialog
            open
            onOpenChange={(open) => {
              if (!open) setAsked(null);
            }}
            title={`Make ${entry.name} a ${roles[asked].label.toLowerCase()}?`}
            consequence="They decide no gates any more, also those that wait for them now."
            action="Change the role"
            cancel="Keep the role"
            onConfirm={() => give(asked)}
          >
            <GateWarnings change={{ change: 'role', id: entry.id, role: asked }} />
          </ConfirmDialog>
        ) : null}
      </Td>
      <Td className="text-muted max-sm:hidden">
        <Time at={entry.joinedAt} />
      </Td>
      <Td className="w-10">
        <span className="flex justify-end gap-1">
          <MakePasswordLink entry={entry} />
          <ClearSecondFactor entry={entry} />
          {mayManage && entry.id !== member.id ? (
            <ConfirmDialog
              trigger={<IconButton size="sm" label={`Remove ${entry.name}`} icon={<Trash2 />} />}
              title={`Remove ${entry.name} from the workspace?`}
              consequence="Their sessions and keys here end at once. What they signed stays in the record."
              action="Remove"
              onConfirm={async () => {
                const answer = await remove.mutateAsync(entry.id);
                toast.done(`Removed ${entry.name}`);
                tellWarnings(answer);
              }}
            >
              <GateWarnings change={{ change: 'noMember', id: entry.id }} />
            </ConfirmDialog>
          ) : null}
        </span>
      </Td>
    </Tr>
  );
}

const columns = [
  { name: 'Person' },
  { name: 'Groups', className: 'max-sm:hidden' },
  { name: 'Role' },
  { name: 'Joined', className: 'max-sm:hidden' },
  { name: 'Remove', spoken: true },
];

/** The people of the workspace, their roles and groups. */
export function MembersCard() {
  const members = useMembers();
  const mayManage = useMay('member.manage');
  return (
    <Card flush title="Members" actions={mayManage ? <InviteDialog /> : null}>
      <ListTable query={members} label="Members" empty="Nobody is here." columns={columns}>
        {(entry) => <MemberRow key={entry.id} entry={entry} />}
      </ListTable>
    </Card>
  );
}
