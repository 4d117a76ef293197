'use client';
import { Ban, Pause, Play, Radio } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { isTyping } from '#components/approvals/is-typing.ts';
import { type Command, useCommands } from '#components/frame/commands.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useRunCommand } from '#lib/client/runs/use-run-command.ts';
import type { RunView } from '#lib/contracts/run.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { SignalDialog } from './signal-dialog.tsx';

type Asked = 'pause' | 'signal' | 'cancel';

/** What can be done with a live run, by button, key (p, s) and palette. Only for those who may control runs. */
export function RunControls({ run }: { run: RunView }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { mutate, mutateAsync } = useRunCommand(run.id);
  const paused = run.paused !== null;
  const actions = useMemo<Command[]>(() => {
    const group = 'This run';
    return [
      paused
        ? {
            id: 'resume',
            group,
            label: 'Resume the run',
            icon: <Play />,
            shortcut: 'p',
            run: () => mutate({ path: 'resume' }, { onError: (error) => toast.failed(error) }),
          }
        : { id: 'pause', group, label: 'Pause the run', icon: <Pause />, shortcut: 'p', run: () => setAsked('pause') },
      { id: 'signal', group, label: 'Send a signal', icon: <Radio />, shortcut: 's', run: () => setAsked('signal') },
      { id: 'cancel', group, label: 'Cancel the run', icon: <Ban />, run: () => setAsked('cancel') },
    ];
  }, [paused, mutate]);
  useCommands('run', actions);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = isTyping(event) ? undefined : actions.find(({ shortcut }) => shortcut === event.key);
      if (!action) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [actions]);
  const close = (open: boolean) => setAsked((now) => (open ? now : null));
  return (
    <>
      <Button
        size="sm"
        variant={paused ? 'primary' : 'secondary'}
        icon={paused ? <Play /> : <Pause />}
        onClick={actions[0]?.run}
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <IconButton
        size="sm"
        variant="ghost"
        label="Send a signal"
        shortcut="s"
        icon={<Radio />}
        onClick={() => setAsked('signal')}
      />
      <Button size="sm" variant="danger-quiet" icon={<Ban />} onClick={() => setAsked('cancel')}>
        Cancel run
      </Button>
      <ReasonDialog
        open={asked === 'pause'}
        onOpenChange={close}
        title="Pause this run?"
        consequence="Nothing starts until it is resumed. What is under way goes on, and what people decide is kept."
        action="Pause the run"
        danger={false}
        cancel="Let it run"
        help="Everyone who looks at the run will read it."
        onConfirm={(reason) => mutateAsync({ path: 'pause', body: reason ? { reason } : {} })}
      />
      <ReasonDialog
        open={asked === 'cancel'}
        onOpenChange={close}
        title="Cancel this run?"
        consequence="Work under way is stopped, open gates are closed, and nothing else of this run starts. This cannot be undone."
        action="Cancel the run"
        help="Everyone who looks at the run will read it."
        required
        onConfirm={(reason) => mutateAsync({ path: 'cancel', body: { reason } })}
      />
      {asked === 'signal' ? <SignalDialog run={run} onClose={() => setAsked(null)} /> : null}
    </>
  );
}
