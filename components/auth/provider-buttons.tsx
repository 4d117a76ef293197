'use client';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ProviderId } from '#lib/domain/access/provider.ts';
import { ProviderMark } from './provider-mark.tsx';

/** The ways in by an account elsewhere; each leaves for its provider and comes back to `to`. */
export function ProviderButtons({
  providers,
  to,
}: {
  providers: readonly { id: ProviderId; label: string }[];
  to: string;
}) {
  const [leaving, setLeaving] = useState<ProviderId>();
  const [failed, setFailed] = useState(false);
  if (providers.length === 0) return null;
  const leave = (id: ProviderId) => {
    setLeaving(id);
    setFailed(false);
    signIn(id, { callbackUrl: to }).catch(() => {
      setLeaving(undefined);
      setFailed(true);
    });
  };
  return (
    <div className="mt-6 flex flex-col gap-3">
      <p className="flex items-center gap-3 text-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      {providers.map(({ id, label }) => (
        <Button key={id} size="lg" wide icon={<ProviderMark id={id} />} busy={leaving === id} onClick={() => leave(id)}>
          Continue with {label}
        </Button>
      ))}
      {failed ? <Notice tone="danger">The server does not answer. Try again in a moment.</Notice> : null}
    </div>
  );
}
