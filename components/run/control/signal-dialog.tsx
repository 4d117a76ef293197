'use client';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CodeField } from '#components/ui/code-field.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useRunCommand } from '#lib/client/runs/use-run-command.ts';
import type { RunView } from '#lib/contracts/run.ts';
import { signalData } from './signal-data.ts';

/** Tells the run that something happened outside; the name is what its steps wait for, where they do. */
export function SignalDialog({ run, onClose }: { run: RunView; onClose: () => void }) {
  const form = useId();
  const names = useId();
  const send = useRunCommand(run.id);
  const [name, setName] = useState(run.awaited[0] ?? '');
  const [text, setText] = useState('');
  const data = signalData(text);
  const waited = run.awaited.includes(name.trim());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if ('problem' in data) return;
    await send.mutateAsync({ path: 'signals', body: { name: name.trim(), ...data } });
    toast.done(`Signal ${name.trim()} sent`);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Send a signal"
      description="Tells this run that something happened outside. It is kept until a step that waits for it takes it."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Close
          </Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={send.isPending}
            disabled={!name.trim() || 'problem' in data}
          >
            Send the signal
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event).catch(() => undefined)} className="flex flex-col gap-4">
        <Field
          label="Name"
          required
          help={name.trim() && !waited ? 'No step waits for this just now; the signal is kept.' : undefined}
        >
          <Input mono value={name} list={names} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </Field>
        <datalist id={names}>
          {run.awaited.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Field
          label="Data"
          help="JSON, which the step gives on as its output. May stay empty."
          error={'problem' in data ? data.problem : undefined}
        >
          <CodeField label="Data" language="json" minLines={4} maxLines={12} value={text} onChange={setText} />
        </Field>
        {send.error ? <Notice tone="danger" title={send.error.message} /> : null}
      </form>
    </Dialog>
  );
}
