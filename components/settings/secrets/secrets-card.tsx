'use client';
import { KeyRound, Plus } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useMay } from '#lib/client/viewer.tsx';
import { permissions, roles } from '#lib/domain/access/permissions.ts';
import { ListTable } from '../list-table.tsx';
import { NoneYet } from '../none-yet.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { SecretRow } from './secret-row.tsx';
import { referenceOf, useSecrets } from './secrets.ts';

const readers = permissions['secret.read'].roles.map((role) => `${roles[role].label.toLowerCase()}s`);

/** The workspace's secrets, for those who may know which there are. */
export function SecretsCard() {
  if (!useMay('secret.read'))
    return (
      <Notice title="Your role does not show secrets">
        Which there are is for {readers.slice(0, -1).join(', ')} and {readers.at(-1)}.
      </Notice>
    );
  return <SecretList />;
}

const columns = [
  { name: 'Secret' },
  { name: 'Used by' },
  { name: 'Last used', className: 'max-sm:hidden' },
  { name: 'Changed', className: 'max-sm:hidden' },
];
const change = { name: 'Change', spoken: true };

function SecretList() {
  const secrets = useSecrets();
  const mayManage = useMay('secret.manage');
  const add = mayManage ? (
    <SecretDialog
      trigger={
        <Button variant="primary" size="sm" icon={<Plus />}>
          New secret
        </Button>
      }
    />
  ) : null;
  const none = secrets.data?.items.length === 0;
  return (
    <Card
      flush
      title="Secrets"
      description="Sealed where they are kept; only the step that names one is given its value. In logs and results it is covered."
      actions={none ? null : add}
    >
      <ListTable
        query={secrets}
        label="Secrets"
        empty={<NoSecrets>{add}</NoSecrets>}
        columns={mayManage ? [...columns, change] : columns}
      >
        {(secret) => <SecretRow key={secret.id} secret={secret} mayManage={mayManage} />}
      </ListTable>
    </Card>
  );
}

function NoSecrets({ children }: { children: React.ReactNode }) {
  return (
    <NoneYet icon={KeyRound} title="No secrets yet" action={children}>
      Give a password or a token a name here. A step then writes{' '}
      <code className="whitespace-nowrap text-ink text-sm">{referenceOf('NAME')}</code> in <code>env</code> (shell) or{' '}
      <code>headers</code> (http), and nothing else ever shows it.
    </NoneYet>
  );
}
