'use client';
import { type ReactElement, type ReactNode, useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/textarea.tsx';

/** Asks before a run is changed, and why. A refusal of the server is shown in its words, and the dialog stays. */
export function ReasonDialog({
  help,
  required = false,
  onConfirm,
  ...dialog
}: {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactElement<Record<string, unknown>>;
  title: string;
  consequence: ReactNode;
  action: string;
  danger?: boolean;
  cancel?: string;
  /** Who reads the reason. */
  help: string;
  required?: boolean;
  onConfirm: (reason: string) => Promise<unknown>;
}) {
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      {...dialog}
      onConfirm={async () => {
        if (required && !reason.trim()) throw new Error('Say why: the reason goes on the record.');
        await onConfirm(reason.trim());
        setReason('');
      }}
    >
      <Field label="Reason" help={help} required={required}>
        <Textarea value={reason} onChange={(event) => setReason(event.target.value)} rows={2} maxLength={2000} />
      </Field>
    </ConfirmDialog>
  );
}
