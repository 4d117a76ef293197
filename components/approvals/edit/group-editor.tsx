'use client';
import { Braces } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { type EditSlot, useEdit } from './context.ts';
import { asksSecond, mayEdit } from './edit-rules.ts';
import { JsonEditor } from './json-editor.tsx';
import { SecondMark } from './second-mark.tsx';

/** A named group of values. Where all of it may be edited, it can be turned into JSON as the last resort. */
export function GroupEditor({ slot, children }: { slot: EditSlot; children: ReactNode }) {
  const { rules } = useEdit();
  const [json, setJson] = useState(false);
  const whole = mayEdit(rules, slot.path);
  const root = slot.path.length === 0;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className={slot.bare ? 'spoken' : 'float-left w-full'}>
        <span className="flex min-h-6 items-center gap-2">
          <span className={root ? 'spoken' : 'font-medium text-sm'}>{slot.label}</span>
          {asksSecond(rules, slot.path) ? <SecondMark /> : null}
          {whole ? (
            <IconButton
              size="xs"
              className="ml-auto"
              label={json ? `Edit ${slot.label} in fields` : `Edit ${slot.label} as JSON`}
              icon={<Braces />}
              aria-pressed={json}
              onClick={() => setJson(!json)}
            />
          ) : null}
        </span>
      </legend>
      {json ? <JsonEditor slot={{ ...slot, bare: true }} /> : children}
    </fieldset>
  );
}
