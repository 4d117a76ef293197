'use client';
import { type ComponentProps, type ReactElement, type ReactNode, useState } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';

/** A dialog around a form, which closes it when it is done. */
export function FormDialog({
  children,
  ...dialog
}: {
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  description?: string;
  width?: ComponentProps<typeof Dialog>['width'];
  children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen} {...dialog}>
      {children(() => setOpen(false))}
    </Dialog>
  );
}
