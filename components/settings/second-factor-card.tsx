'use client';
import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { FailedRead } from '#components/ui/failed-read.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import type { RecoveryCodes, SecondFactorState } from '#lib/contracts/second-factor.ts';
import { usePeopleWrite, useSecondFactor } from './people.ts';
import { type Proof, ProofForm } from './proof-form.tsx';
import { RecoveryCodeList } from './recovery-codes.tsx';
import { SetUpSecondFactor } from './set-up-second-factor.tsx';

const codeHelp = 'Six digits from your app, or a recovery code.';

function NewCodes() {
  const [open, setOpen] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>();
  const make = usePeopleWrite((proof: Proof) => api.post<RecoveryCodes>('/me/second-factor/recovery-codes', proof));
  const show = (next: boolean) => {
    setOpen(next);
    if (next) setCodes(undefined);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={show}
      trigger={<Button>New recovery codes</Button>}
      title={codes ? 'Your recovery codes' : 'Make new recovery codes?'}
      description={codes ? undefined : 'The ones you have now stop working.'}
      footer={codes ? <Button onClick={() => show(false)}>I have stored them</Button> : undefined}
    >
      {codes ? (
        <RecoveryCodeList codes={codes} />
      ) : (
        <ProofForm
          code={codeHelp}
          action="Make new ones"
          onProof={async (proof) => setCodes((await make.mutateAsync(proof)).codes)}
        />
      )}
    </Dialog>
  );
}

function TurnOff({ hasPassword }: { hasPassword: boolean }) {
  const [open, setOpen] = useState(false);
  const remove = usePeopleWrite((proof: Proof) => api.delete('/me/second-factor', { body: proof }));
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="danger-quiet">Turn off</Button>}
      title="Turn your second factor off?"
      description="Your password alone lets you in then. Recovery codes stop working."
    >
      <ProofForm
        password={hasPassword}
        code={codeHelp}
        action="Turn it off"
        variant="danger"
        onProof={async (proof) => {
          await remove.mutateAsync(proof);
          setOpen(false);
          toast.done('Your second factor is off');
        }}
      />
    </Dialog>
  );
}

function Standing({ state }: { state: SecondFactorState }) {
  const { since, recoveryCodesLeft: left, hasPassword } = state;
  if (since === null)
    return (
      <p className="text-muted">
        {hasPassword
          ? 'Off. Your password alone lets you in.'
          : 'Off. It is asked for with a password; you sign in without one.'}
      </p>
    );
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone="good">on</Badge>
        <span>
          since <Time at={since} /> · {left === 1 ? '1 recovery code' : `${left} recovery codes`} left
        </span>
      </p>
      {left <= 2 ? <Notice tone="warning">Make new recovery codes before the last one is used.</Notice> : null}
    </div>
  );
}

/** Whether a code is asked for at the sign-in, and how to change that. */
export function SecondFactorCard() {
  const { data, error, refetch } = useSecondFactor();
  return (
    <Card
      title="Second factor"
      description="A code from an app, asked for after your password: whoever learns the password alone does not come in."
    >
      {data ? (
        <div className="flex flex-col gap-4">
          <Standing state={data} />
          {/* One place for all of them: the dialog that turns it on stays open to show the codes. */}
          <div className="flex flex-wrap gap-2">
            {data.since === null ? null : <NewCodes />}
            {data.since === null ? null : <TurnOff hasPassword={data.hasPassword} />}
            <SetUpSecondFactor state={data} />
          </div>
        </div>
      ) : error ? (
        <FailedRead error={error} onAgain={() => void refetch()} />
      ) : (
        <Skeleton className="h-8 w-64" />
      )}
    </Card>
  );
}
