'use client';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { KeyList } from '#components/ui/key-list.tsx';
import { delaySeconds, useSendDelay } from './decide/send-delay.ts';

const keys = [
  ['j k', 'the next case, the one before'],
  ['a', 'approve'],
  ['m', 'modify: edit it, then sign'],
  ['r', 'send it back'],
  ['s', 'skip'],
  ['c', 'cancel the run'],
  ['1 … 9', 'the named choices of a gate, in their order'],
  ['Ctrl Enter', 'sign what is chosen'],
  ['Esc', 'not now; or: select nothing'],
  ['x', 'select the case, or no longer'],
  ['Shift click', 'select everything up to here'],
  ['d', 'decide what is selected'],
  ['/', 'search'],
  ['?', 'this list'],
] as const;

/** All keys of the inbox, and what the browser remembers about deciding. */
export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [delayed, setDelayed] = useSendDelay();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys">
      <KeyList keys={keys} />
      <div className="mt-5 border-line border-t pt-4">
        <Field
          inline
          label={`Wait ${delaySeconds} seconds before a decision is sent`}
          help="Until then it can be taken back. What was sent is signed, and stays. Only in this browser."
        >
          <Checkbox checked={delayed} onCheckedChange={setDelayed} />
        </Field>
      </div>
    </Dialog>
  );
}
