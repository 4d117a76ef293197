'use client';
import Link from 'next/link';
import { useState } from 'react';
import { BulkFrame } from '#components/bulk/bulk-frame.tsx';
import { Progress } from '#components/bulk/bulk-progress.tsx';
import { BulkResults, type ResultRow } from '#components/bulk/bulk-results.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { useBulkRuns } from '#lib/client/runs/use-bulk-runs.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import type { BulkRunResult } from '#lib/contracts/run-bulk.ts';
import { type BulkAction, changeable, consequence, resultWords } from './bulk-words.ts';

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
  const verb = action === 'cancel' ? 'Cancel' : 'Run';
  const many = runs.length === 1 ? '1 run' : `${runs.length} runs`;
  const send = () => {
    const ids = runs.map(({ id }) => id);
    const why = reason.trim();
    if (action === 'cancel') return begin(ids, { action, reason: why });
    return begin(ids, { action, from, ...(why && { reason: why }) });
  };
  return (
    <BulkFrame
      title={`${verb} ${many}${action === 'rerun' ? ' again' : ''}`}
      description={consequence(action, picked, from)}
      sent={progress}
      onStop={stop}
      onClose={onClose}
      action={
        <Button
          variant={action === 'cancel' ? 'danger' : 'primary'}
          disabled={runs.length === 0 || (action === 'cancel' && !reason.trim())}
          onClick={() => void send()}
        >
          {verb} {many}
          {action === 'rerun' ? ' again' : ''}
        </Button>
      }
      progress={
        <>
          <Progress
            progress={progress}
            refusal={refusal}
            words={resultWords(action, progress.results)}
            onGoOn={() => void goOn()}
          />
          <BulkResults what="Run" rows={rowsOf(progress.results, picked)} />
        </>
      }
      refused={refusal ? <Notice tone="danger">{refusal.message}</Notice> : null}
    >
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
    </BulkFrame>
  );
}

function rowsOf(results: readonly BulkRunResult[], picked: readonly RunSummary[]): ResultRow[] {
  const names = new Map(picked.map(({ id, workflowName, number }) => [id, `${workflowName} #${number}`]));
  return results.map(({ started, ...result }) => ({
    ...result,
    href: `/runs/${result.id}`,
    name: names.get(result.id) ?? result.id,
    done: started ? (
      <Link href={`/runs/${started.id}`} className="hover:underline">
        runs again as #{started.number}
      </Link>
    ) : (
      'cancelled'
    ),
  }));
}
