'use client';
import { type ReactElement, type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';

/** A dialog whose form makes something with a secret in it, which is then shown this once in the form's place. */
export function MakeOnceDialog<Made>({
  trigger,
  title,
  description,
  titleOf,
  done,
  form,
  children,
}: {
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  description: string;
  titleOf: (made: Made) => string;
  /** On the button that closes it: "I have stored it". */
  done: string;
  form: (onMade: (made: Made) => void) => ReactNode;
  children: (made: Made) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ thing: Made } | null>(null);
  const show = (next: boolean) => {
    setOpen(next);
    if (next) setMade(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={show}
      trigger={trigger}
      title={made ? titleOf(made.thing) : title}
      description={made ? undefined : description}
      footer={made ? <Button onClick={() => show(false)}>{done}</Button> : undefined}
    >
      {made ? children(made.thing) : form((thing) => setMade({ thing }))}
    </Dialog>
  );
}
