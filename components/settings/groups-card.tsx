'use client';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import type { z } from 'zod';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { warned } from '#lib/contracts/gate-warning.ts';
import type { GroupView } from '#lib/contracts/people.ts';
import { GateWarnings, tellWarnings } from './gate-warnings.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { ListState } from './list-state.tsx';
import { useGroups, usePeopleWrite } from './people.ts';

type Warned = z.infer<typeof warned>;

function GroupRow({ entry, mayManage }: { entry: GroupView; mayManage: boolean }) {
  const remove = usePeopleWrite((id: string) => api.delete<Warned>(`/groups/${id}`));
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{entry.name}</p>
        {entry.description ? <p className="text-muted">{entry.description}</p> : null}
        {entry.members.length ? (
          <ul className="mt-2 flex flex-wrap gap-x-3 gap-y-1.5">
            {entry.members.map((member) => (
              <li key={member.id} className="flex items-center gap-1.5 text-xs" title={member.email}>
                <Avatar name={member.name} size="xs" />
                {member.name}
              </li>
            ))}
          </ul>
        ) : (
          <p className="mt-1 text-seal-text text-xs">
            Nobody is in it: a gate that names only this group cannot be decided.
          </p>
        )}
      </div>
      {mayManage ? (
        <div className="flex">
          <GroupDialog
            there={entry}
            trigger={<IconButton size="sm" label={`Change ${entry.name}`} icon={<Pencil />} />}
          />
          <ConfirmDialog
            trigger={<IconButton size="sm" label={`Delete ${entry.name}`} icon={<Trash2 />} />}
            title={`Delete the group “${entry.name}”?`}
            consequence="Its people stay. Gates that name it lose these reviewers, also those that wait now."
            action="Delete the group"
            onConfirm={async () => {
              const answer = await remove.mutateAsync(entry.id);
              toast.done(`Deleted the group “${entry.name}”`);
              tellWarnings(answer);
            }}
          >
            <GateWarnings change={{ change: 'noGroup', id: entry.id }} />
          </ConfirmDialog>
        </div>
      ) : null}
    </li>
  );
}

/** Groups and who is in them. */
export function GroupsCard() {
  const groups = useGroups();
  const mayManage = useMay('group.manage');
  return (
    <Card
      flush
      title="Groups"
      actions={
        mayManage ? (
          <GroupDialog
            trigger={
              <Button variant="primary" size="sm" icon={<Plus />}>
                New group
              </Button>
            }
          />
        ) : null
      }
    >
      <ListState query={groups} what="groups" empty="No groups yet. A gate can name “release” instead of three people.">
        {(items) => (
          <ul className="divide-y">
            {items.map((entry) => (
              <GroupRow key={entry.id} entry={entry} mayManage={mayManage} />
            ))}
          </ul>
        )}
      </ListState>
    </Card>
  );
}
