'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { useBulkRuns } from '#lib/client/runs/use-bulk-runs.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import { BulkRunResults } from './bulk-run-results.tsx';
import { type BulkAction, changeable, consequence } from './bulk-words.ts';

/** Many runs, one change: what it does in words, why, how far it is, and what became of each. */
export function BulkRunsDialog({
  action,
  picked: given,
  onClose,
}: {
  action: BulkAction;
  picked: readonly RunSummary[];
  /** `done`: something was changed, the selection has served. */
  onClose: (done: boolean) => void;
}) {
  // What was selected when it opened; the list behind goes on moving.
  const [picked] = useState(given);
  const [from, setFrom] = useState<'failed' | 'start'>('failed');
  const [reason, setReason] = useState('');
  const { progress, refusal, begin, goOn, stop } = useBulkRuns();
  const runs = changeable(action, picked);
  const begun = progress.state !== 'idle';
  const sending = progress.state === 'sending';
  const verb = action === 'cancel' ? 'Cancel' : 'Run';
  const many = runs.length === 1 ? '1 run' : `${runs.length} runs`;
  const close = () => (sending ? stop() : onClose(progress.results.length > 0));
  const send = () => {
    const ids = runs.map(({ id }) => id);
    const why = reason.trim();
    if (action === 'cancel') return begin(ids, { action, reason: why });
    return begin(ids, { action, from, ...(why && { reason: why }) });
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      title={begun ? 'What became of each' : `${verb} ${many}${action === 'rerun' ? ' again' : ''}`}
      description={begun ? undefined : consequence(action, picked, from)}
      width="lg"
      footer={
        begun ? (
          <Button variant={sending ? 'secondary' : 'primary'} onClick={close}>
            {sending ? 'Stop' : 'Close'}
          </Button>
        ) : (
          <>
            <Button variant="ghost" onClick={close}>
              Not now
            </Button>
            <Button
              variant={action === 'cancel' ? 'danger' : 'primary'}
              disabled={runs.length === 0 || (action === 'cancel' && !reason.trim())}
              onClick={() => void send()}
            >
              {verb} {many}
              {action === 'rerun' ? ' again' : ''}
            </Button>
          </>
        )
      }
    >
      {begun ? (
        <BulkRunResults action={action} progress={progress} picked={picked} onGoOn={() => void goOn()} />
      ) : (
        <div className="flex flex-col gap-4">
          {action === 'rerun' ? (
            <RadioGroup
              label="Where they begin"
              value={from}
              onValueChange={setFrom}
              options={[
                { value: 'failed', label: 'From what failed', help: 'What went well before is taken over.' },
                { value: 'start', label: 'Everything', help: 'Nothing is taken over.' },
              ]}
            />
          ) : null}
          <Field label="Reason" help="Goes on the record of each run." required={action === 'cancel'}>
            <Textarea value={reason} onChange={(event) => setReason(event.target.value)} rows={2} maxLength={2000} />
          </Field>
        </div>
      )}
      {refusal ? (
        <Notice tone="danger" className="mt-4">
          {refusal.message}
        </Notice>
      ) : null}
    </Dialog>
  );
}
