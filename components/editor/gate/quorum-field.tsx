'use client';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { isObject } from '../model/draft.ts';
import { ChoicesInput } from './form-builder.tsx';

const options = [
  { value: 'number', label: 'A number of people' },
  { value: 'all', label: 'Everyone named' },
  { value: 'levels', label: 'Levels, one after the other' },
] as const;

/** How many must let it pass. */
export function QuorumField({
  quorum,
  error,
  disabled,
  onChange,
}: {
  quorum: unknown;
  error?: string;
  disabled: boolean;
  onChange: (quorum: unknown) => void;
}) {
  const levels = isObject(quorum) && Array.isArray(quorum.levels) ? (quorum.levels as unknown[]) : null;
  const kind = quorum === 'all' ? 'all' : levels ? 'levels' : 'number';
  return (
    <div className="flex flex-col gap-2">
      <Field label="How many must let it pass" error={error} help="To stop it, one is always enough.">
        <Select
          options={options}
          value={kind}
          disabled={disabled}
          onValueChange={(next) =>
            onChange(next === 'all' ? 'all' : next === 'levels' ? { levels: [['']] } : undefined)
          }
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
      {levels?.map((level, index) => (
        <Field
          // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place in the order
          key={index}
          label={`Level ${index + 1}`}
          help={index === 0 ? 'Groups or e-mail addresses, one of them suffices. Separated by commas.' : undefined}
        >
          <ChoicesInput
            disabled={disabled}
            choices={Array.isArray(level) ? level.filter((each) => typeof each === 'string') : []}
            onChange={(names) => {
              const next = levels.with(index, names);
              // An emptied last level goes; a filled one makes room for the next.
              onChange({ levels: names.length === 0 && next.length > 1 ? next.toSpliced(index, 1) : next });
            }}
          />
        </Field>
      ))}
      {levels && !disabled && levels.length < 10 ? (
        <button
          type="button"
          className="self-start rounded-xs font-medium text-accent text-xs hover:underline"
          onClick={() => onChange({ levels: [...levels, []] })}
        >
          Add a level
        </button>
      ) : null}
    </div>
  );
}
