'use client';
import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import { type ReactElement, type ReactNode, useState } from 'react';
import { Button } from './button.tsx';

export type ConfirmDialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactElement<Record<string, unknown>>;
  /** A question: "Remove the key “deploy”?" */
  title: string;
  /** What will happen, in words: "Programs that use it are refused at once." */
  consequence: ReactNode;
  /** The verb on the button: "Remove the key". */
  action: string;
  danger?: boolean;
  /** The other button. */
  cancel?: string;
  /** The dialog closes when it resolves; when it rejects, the message is shown and the dialog stays. */
  onConfirm: () => Promise<unknown> | unknown;
  children?: ReactNode;
};

/** Asks once before what cannot be taken back, and says what follows. */
export function ConfirmDialog({
  open,
  onOpenChange,
  trigger,
  title,
  consequence,
  action,
  danger = true,
  cancel = 'Keep it',
  onConfirm,
  children,
}: ConfirmDialogProps) {
  const [own, setOwn] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const shown = open ?? own;
  const show = (next: boolean) => {
    setFailure(undefined);
    setOwn(next);
    onOpenChange?.(next);
  };
  const confirm = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await onConfirm();
      show(false);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Base.Root open={shown} onOpenChange={show}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-50 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-50 flex items-end justify-center sm:items-start sm:px-4 sm:pt-[18vh]">
          <Base.Popup className="w-full max-w-md rounded-t-lg bg-raised shadow-float outline-none transition-[opacity,translate] data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:rounded-lg">
            <div className="px-5 pt-4 pb-5">
              <Base.Title className="font-semibold text-lg">{title}</Base.Title>
              <Base.Description render={<div />} className="mt-1 text-muted">
                {consequence}
              </Base.Description>
              {children ? <div className="mt-4">{children}</div> : null}
              {failure ? (
                <p role="alert" className="mt-3 rounded-md bg-danger-soft px-3 py-2 text-danger">
                  {failure}
                </p>
              ) : null}
            </div>
            <div className="flex justify-end gap-2 border-t px-5 py-3">
              <Base.Close render={<Button variant="ghost" />}>{cancel}</Base.Close>
              <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={confirm}>
                {action}
              </Button>
            </div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
