'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import type { OfferedSecondFactor, RecoveryCodes, SecondFactorState } from '#lib/contracts/second-factor.ts';
import { usePeopleWrite } from './people.ts';
import { type Proof, ProofForm } from './proof-form.tsx';
import { QrPicture } from './qr-picture.tsx';
import { RecoveryCodeList } from './recovery-codes.tsx';

function Offer({ offered }: { offered: OfferedSecondFactor }) {
  return (
    <div className="flex flex-col items-center gap-4 sm:flex-row sm:items-start">
      <QrPicture text={offered.address} label="The key, for the camera of an authenticator app" />
      <div className="flex min-w-0 flex-col gap-3">
        <p>Read this picture with an authenticator app, then enter the code that it shows.</p>
        <div>
          <p className="text-muted text-xs">Without a camera, type the key into the app:</p>
          <p className="flex items-center gap-1">
            <code className="select-all text-sm">{offered.key.replace(/(.{4})(?=.)/g, '$1 ')}</code>
            <CopyButton text={offered.key} label="Copy the key" size="xs" />
          </p>
        </div>
      </div>
    </div>
  );
}

/**
 * The steps that turn the second factor on: the password, the app's first code, the recovery codes. Stays while it shows
 * these, although the second factor is on by then.
 */
export function SetUpSecondFactor({ state: { since, hasPassword } }: { state: SecondFactorState }) {
  const [open, setOpen] = useState(false);
  const [offered, setOffered] = useState<OfferedSecondFactor>();
  const [codes, setCodes] = useState<readonly string[]>();
  const offer = usePeopleWrite((proof: Proof) => api.post<OfferedSecondFactor>('/me/second-factor', proof));
  const confirm = usePeopleWrite((proof: Proof) => api.post<RecoveryCodes>('/me/second-factor/confirm', proof));
  const show = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    setOffered(undefined);
    setCodes(undefined);
  };
  const title = codes ? 'Your recovery codes' : 'Set up a second factor';
  return (
    <>
      {since === null ? <Button onClick={() => show(true)}>Set up</Button> : null}
      <Dialog
        open={open}
        onOpenChange={show}
        title={title}
        footer={codes ? <Button onClick={() => show(false)}>I have stored them</Button> : undefined}
      >
        {codes ? (
          <RecoveryCodeList codes={codes} />
        ) : offered ? (
          <ProofForm
            key="code"
            code="Six digits, new every 30 seconds."
            action="Turn it on"
            onProof={async (proof) => {
              setCodes((await confirm.mutateAsync(proof)).codes);
              toast.done('Your second factor is on');
            }}
          >
            <Offer offered={offered} />
          </ProofForm>
        ) : (
          <ProofForm
            key="password"
            password={hasPassword}
            action="Go on"
            onProof={async (proof) => setOffered(await offer.mutateAsync(proof))}
          >
            <p>You need an authenticator app on your phone or in your password manager.</p>
          </ProofForm>
        )}
      </Dialog>
    </>
  );
}
