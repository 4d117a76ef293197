'use client';
import { Trash2 } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Td, Tr } from '#components/ui/table.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import type { KeyView } from '#lib/contracts/people.ts';
import { type KeyScope, keyScopes } from '#lib/domain/access/permissions.ts';
import { ListTable } from './list-table.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { useKeys, usePeopleWrite } from './people.ts';

const scopeLabel = (scope: string) => keyScopes[scope as KeyScope]?.label ?? scope;

function KeyRow({ entry }: { entry: KeyView }) {
  const revoke = usePeopleWrite((id: string) => api.delete(`/keys/${id}`));
  return (
    <Tr>
      <Td>
        <span className="block font-medium">{entry.name}</span>
        <span className="fact text-faint">{entry.prefix}…</span>
      </Td>
      <Td>
        <span className="flex flex-wrap gap-1">
          {entry.scopes.map((scope) => (
            <Badge key={scope}>{scopeLabel(scope)}</Badge>
          ))}
        </span>
      </Td>
      <Td className="text-muted max-sm:hidden">{entry.member}</Td>
      <Td className="text-muted max-sm:hidden">{entry.lastUsedAt ? <Time at={entry.lastUsedAt} /> : 'never'}</Td>
      <Td className="text-muted max-sm:hidden">{entry.expiresAt ? <Time at={entry.expiresAt} /> : 'never'}</Td>
      <Td className="w-10">
        <ConfirmDialog
          trigger={<IconButton size="sm" label={`Remove the key ${entry.name}`} icon={<Trash2 />} />}
          title={`Remove the key “${entry.name}”?`}
          consequence="Programs that use it are refused within seconds. It cannot be brought back."
          action="Remove the key"
          onConfirm={async () => {
            await revoke.mutateAsync(entry.id);
            toast.done(`Removed the key “${entry.name}”`);
          }}
        />
      </Td>
    </Tr>
  );
}

const columns = [
  { name: 'Key' },
  { name: 'May' },
  { name: 'Acts as', className: 'max-sm:hidden' },
  { name: 'Last used', className: 'max-sm:hidden' },
  { name: 'Ends', className: 'max-sm:hidden' },
  { name: 'Remove', spoken: true },
];

/** API keys: one's own, or everybody's for an owner. */
export function KeysCard() {
  const keys = useKeys();
  return (
    <Card
      flush
      title="API keys"
      description="Sent as “Authorization: Bearer …”. What a key does is recorded under your name, with the key."
      actions={<NewKeyDialog />}
    >
      <ListTable
        query={keys}
        label="API keys"
        empty="No keys yet. Make one for a script or a build that starts runs."
        columns={columns}
      >
        {(entry) => <KeyRow key={entry.id} entry={entry} />}
      </ListTable>
    </Card>
  );
}
