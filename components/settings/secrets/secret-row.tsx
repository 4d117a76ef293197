'use client';
import { PenLine, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Td, Tr } from '#components/ui/table.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import type { SecretView } from '#lib/contracts/secret.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { referenceOf, useSecretWrite } from './secrets.ts';

/** One secret: its name, what uses it, and what can be done with it. */
export function SecretRow({ secret, mayManage }: { secret: SecretView; mayManage: boolean }) {
  return (
    <Tr>
      <Td>
        <span className="flex items-center gap-1">
          <span className="break-all font-medium font-mono">{secret.name}</span>
          <CopyButton text={referenceOf(secret.name)} size="xs" label={`Copy ${referenceOf(secret.name)}`} />
        </span>
        {secret.description ? <span className="block text-muted text-xs">{secret.description}</span> : null}
      </Td>
      <Td>
        {secret.usedBy.length === 0 ? (
          <span className="text-faint">nothing published</span>
        ) : (
          <ul>
            {secret.usedBy.map(({ id, name }) => (
              <li key={id}>
                <Link href={`/workflows/${id}`} className="text-accent hover:underline">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Td>
      <Td className="text-muted max-sm:hidden">{secret.lastUsedAt ? <Time at={secret.lastUsedAt} /> : 'never'}</Td>
      <Td className="text-muted max-sm:hidden">
        <Time at={secret.updatedAt} />
      </Td>
      {mayManage ? (
        <Td className="w-20">
          <span className="flex justify-end">
            <SecretDialog
              secret={secret}
              trigger={<IconButton size="sm" label={`Replace ${secret.name}`} icon={<PenLine />} />}
            />
            <DeleteSecret secret={secret} />
          </span>
        </Td>
      ) : null}
    </Tr>
  );
}

function DeleteSecret({ secret: { id, name, usedBy } }: { secret: SecretView }) {
  const remove = useSecretWrite(() => api.delete(`/secrets/${id}`));
  return (
    <ConfirmDialog
      trigger={<IconButton size="sm" label={`Delete ${name}`} icon={<Trash2 />} />}
      title={`Delete ${name}?`}
      consequence={
        usedBy.length > 0 ? (
          <>
            Steps that name it fail from now on, in{' '}
            {usedBy.map((workflow, index) => (
              <span key={workflow.id}>
                {index > 0 ? (index === usedBy.length - 1 ? ' and ' : ', ') : null}
                <span className="font-medium text-ink">{workflow.name}</span>
              </span>
            ))}
            . The value cannot be brought back.
          </>
        ) : (
          'No published workflow uses it. The value cannot be brought back.'
        )
      }
      action="Delete the secret"
      onConfirm={async () => {
        await remove.mutateAsync(undefined);
        toast.done(`Deleted ${name}`);
      }}
    />
  );
}
