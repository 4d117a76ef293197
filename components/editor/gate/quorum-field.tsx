'use client';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { isObject } from '../model/draft.ts';
import { textsIn } from './gate-part.ts';
import { PeopleField } from './people-field.tsx';

const options = [
  { value: 'number', label: 'A number of people' },
  { value: 'all', label: 'Everyone named' },
  { value: 'levels', label: 'Levels, one after the other' },
] as const;

const mostLevels = 10;

/** How many must let it pass. `note`: what a policy says of it. */
export function QuorumField({
  quorum,
  error,
  disabled,
  note,
  onChange,
}: {
  quorum: unknown;
  error?: string;
  disabled: boolean;
  note?: string;
  onChange: (quorum: unknown) => void;
}) {
  const levels = isObject(quorum) && Array.isArray(quorum.levels) ? (quorum.levels as unknown[]) : null;
  const kind = quorum === 'all' ? 'all' : levels ? 'levels' : 'number';
  return (
    <div className="flex flex-col gap-2">
      <Field
        label="How many must let it pass"
        error={error}
        help={note ? `To stop it, one is always enough. ${note}` : 'To stop it, one is always enough.'}
      >
        <Select
          options={options}
          value={kind}
          disabled={disabled}
          onValueChange={(next) => onChange(next === 'all' ? 'all' : next === 'levels' ? { levels: [[]] } : undefined)}
        />
      </Field>
      {kind === 'number' ? (
        <Input
          type="number"
          min={1}
          max={100}
          aria-label="Number of people"
          className="w-24"
          value={typeof quorum === 'number' ? quorum : 1}
          readOnly={disabled}
          onChange={(event) => {
            const count = Math.trunc(Number(event.target.value));
            onChange(count > 1 ? Math.min(count, 100) : undefined);
          }}
        />
      ) : null}
      {levels ? <Levels levels={levels} disabled={disabled} onChange={(next) => onChange({ levels: next })} /> : null}
    </div>
  );
}

/** Each level is signed by one of its groups or people, the first one first. */
function Levels({
  levels,
  disabled,
  onChange,
}: {
  levels: readonly unknown[];
  disabled: boolean;
  onChange: (levels: unknown[]) => void;
}) {
  const moved = (from: number, to: number) => levels.toSpliced(from, 1).toSpliced(to, 0, levels[from]);
  return (
    <>
      <ol className="flex flex-col gap-2">
        {levels.map((level, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place in the order
          <li key={index} className="flex items-end gap-1">
            <PeopleField
              label={`Level ${index + 1}`}
              help={index === 0 ? 'One of them suffices.' : undefined}
              disabled={disabled}
              names={textsIn(level)}
              onChange={(names) => onChange(levels.with(index, names))}
            />
            {disabled || levels.length === 1 ? null : (
              <span className={index === 0 ? 'flex pb-5.5' : 'flex'}>
                <IconButton
                  size="sm"
                  variant="ghost"
                  label={`Move level ${index + 1} up`}
                  icon={<ArrowUp />}
                  disabled={index === 0}
                  onClick={() => onChange(moved(index, index - 1))}
                />
                <IconButton
                  size="sm"
                  variant="ghost"
                  label={`Move level ${index + 1} down`}
                  icon={<ArrowDown />}
                  disabled={index === levels.length - 1}
                  onClick={() => onChange(moved(index, index + 1))}
                />
                <IconButton
                  size="sm"
                  variant="ghost"
                  label={`Remove level ${index + 1}`}
                  icon={<X />}
                  onClick={() => onChange(levels.toSpliced(index, 1))}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
      {!disabled && levels.length < mostLevels ? (
        <div>
          <Button size="sm" variant="ghost" icon={<Plus />} onClick={() => onChange([...levels, []])}>
            Add a level
          </Button>
        </div>
      ) : null}
    </>
  );
}
