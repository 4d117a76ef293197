'use client';
import { RotateCcw, SkipForward } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { useRunCommand } from '#lib/client/runs/use-run-command.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** Retry and skip, as far as the run's rules allow them now. */
export function StepControls({ runId, step }: { runId: string; step: RunStepView }) {
  const mayControl = useMay('run.control');
  const send = useRunCommand(runId);
  if (!mayControl || !(step.may.retry || step.may.skip)) return null;
  const told = (act: 'retry' | 'skip') => (reason: string) =>
    send.mutateAsync({ path: `steps/${encodeURIComponent(step.id)}/${act}`, body: reason ? { reason } : {} });
  return (
    <div className="flex flex-wrap gap-2">
      {step.may.retry ? (
        <ReasonDialog
          trigger={
            <Button size="sm" variant={step.status === 'failed' ? 'primary' : 'secondary'} icon={<RotateCcw />}>
              Retry
            </Button>
          }
          title={`Retry ${step.name}?`}
          consequence="It runs again, and so does everything that already followed from how it ended. Decisions on those are asked for again."
          action="Retry the step"
          cancel="Leave it"
          danger={false}
          help="It goes on the record, and to the step as gate.feedback."
          onConfirm={told('retry')}
        />
      ) : null}
      {step.may.skip ? (
        <ReasonDialog
          trigger={
            <Button size="sm" icon={<SkipForward />}>
              Skip
            </Button>
          }
          title={`Skip ${step.name}?`}
          consequence="It is left out of this run and has no output; what needs it goes on without. Work under way on it is stopped."
          action="Skip the step"
          help="Everyone who looks at the run will read it."
          onConfirm={told('skip')}
        />
      ) : null}
    </div>
  );
}
