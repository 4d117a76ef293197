'use client';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { ProviderMark } from '#components/auth/provider-mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { FailedRead } from '#components/ui/failed-read.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import type { IdentityView } from '#lib/contracts/coming-in.ts';
import type { ProviderId } from '#lib/domain/access/provider.ts';
import { useIdentities, usePeopleWrite } from './people.ts';
import { ProofForm } from './proof-form.tsx';

/** Remembers on the server for whom, then leaves for the provider. */
async function connect(provider: ProviderId, currentPassword?: string): Promise<void> {
  await api.post(`/me/identities/${provider}`, { currentPassword });
  await signIn(provider, { callbackUrl: '/settings' });
}

function Connect({ entry: { provider, label }, hasPassword }: { entry: IdentityView; hasPassword: boolean }) {
  const [busy, setBusy] = useState(false);
  if (hasPassword)
    return (
      <Dialog
        trigger={<Button size="sm">Connect</Button>}
        title={`Connect ${label}?`}
        description="You sign in there next, and come back. From then on that account lets you in here."
      >
        <ProofForm password action={`Go to ${label}`} onProof={({ password }) => connect(provider, password)} />
      </Dialog>
    );
  return (
    <Button
      size="sm"
      busy={busy}
      onClick={() => {
        setBusy(true);
        connect(provider).catch((error: unknown) => {
          setBusy(false);
          toast.failed(error);
        });
      }}
    >
      Connect
    </Button>
  );
}

function IdentityRow({ entry, hasPassword }: { entry: IdentityView; hasPassword: boolean }) {
  const disconnect = usePeopleWrite((provider: string) => api.delete(`/me/identities/${provider}`));
  const { provider, label, connected } = entry;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <ProviderMark id={provider} />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{label}</span>
        <span className="block text-muted text-xs">
          {connected ? (
            <>
              {connected.email || 'connected'} · since <Time at={connected.since} />
              {entry.offered ? '' : ' · no longer offered at the sign-in'}
            </>
          ) : (
            'not connected'
          )}
        </span>
      </span>
      {connected ? (
        <ConfirmDialog
          trigger={
            <Button size="sm" variant="danger-quiet">
              Disconnect
            </Button>
          }
          title={`Disconnect ${label}?`}
          consequence="That account does not let you in here any more. You can connect it again."
          action="Disconnect"
          onConfirm={async () => {
            await disconnect.mutateAsync(provider);
            toast.done(`Disconnected ${label}`);
          }}
        />
      ) : (
        <Connect entry={entry} hasPassword={hasPassword} />
      )}
    </li>
  );
}

/** Accounts elsewhere that sign one in; nothing where the operator set none up. */
export function IdentitiesCard() {
  const { data, error, refetch } = useIdentities();
  if (!error && (data?.items.length ?? 0) === 0) return null;
  return (
    <Card
      flush
      title="Connected accounts"
      description="They sign you in without a password or code of this server: their own protection counts."
    >
      {error ? (
        <div className="p-4">
          <FailedRead error={error} onAgain={() => void refetch()} />
        </div>
      ) : (
        <ul className="divide-y">
          {data?.items.map((entry) => (
            <IdentityRow key={entry.provider} entry={entry} hasPassword={data.hasPassword} />
          ))}
        </ul>
      )}
    </Card>
  );
}
