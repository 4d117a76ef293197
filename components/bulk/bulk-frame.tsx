import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { BulkProgress } from '#lib/client/bulk/use-bulk-sending.ts';

/**
 * The dialog of one change for many: first `children` ask what is to be done and `action` begins it, then `progress` stands in
 * their place. Closing it while calls are under way stops them instead.
 */
export function BulkFrame({
  title,
  description,
  sent: { state, results },
  action,
  progress,
  refused,
  onStop,
  onClose,
  children,
}: {
  title: string;
  description?: string;
  sent: BulkProgress<unknown>;
  action: ReactNode;
  /** What is shown from the first call on. */
  progress: ReactNode;
  /** Why it could not begin. */
  refused: ReactNode;
  onStop: () => void;
  /** `done`: something was changed, the selection has served. */
  onClose: (done: boolean) => void;
  children: ReactNode;
}) {
  const begun = state !== 'idle';
  const sending = state === 'sending';
  const close = () => (sending ? onStop() : onClose(results.length > 0));
  return (
    <Dialog
      open
      onOpenChange={close}
      width="lg"
      title={begun ? 'What became of each' : title}
      description={begun ? undefined : description}
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
            {action}
          </>
        )
      }
    >
      {begun ? <div className="flex flex-col gap-4">{progress}</div> : children}
      {refused && !begun ? <div className="mt-4">{refused}</div> : null}
    </Dialog>
  );
}
