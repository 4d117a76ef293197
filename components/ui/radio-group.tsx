'use client';
import { Radio } from '@base-ui/react/radio';
import { RadioGroup as Base } from '@base-ui/react/radio-group';
import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

export type RadioOption<T extends string> = { value: T; label: ReactNode; help?: ReactNode; disabled?: boolean };

/** One of a few choices, each with a line that says what it means. */
export function RadioGroup<T extends string>({
  label,
  options,
  value,
  onValueChange,
  disabled,
  name,
  className,
}: {
  label: string;
  options: readonly RadioOption<T>[];
  value: T | undefined;
  onValueChange: (value: T) => void;
  disabled?: boolean;
  name?: string;
  className?: string;
}) {
  const id = useId();
  return (
    <Base
      aria-label={label}
      name={name}
      value={value ?? null}
      disabled={disabled}
      onValueChange={(next) => onValueChange(next as T)}
      className={cn('flex flex-col gap-1.5', className)}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
        <label
          key={option.value}
          className="flex cursor-pointer items-start gap-2.5 rounded-md border border-line p-2.5 transition-colors hover:bg-hover has-data-checked:border-accent-line has-data-checked:bg-accent-soft has-data-disabled:cursor-not-allowed has-data-disabled:opacity-60"
        >
          <Radio.Root
            value={option.value}
            disabled={option.disabled}
            aria-labelledby={`${id}-${option.value}`}
            className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-edge bg-surface data-checked:border-accent-fill data-checked:bg-accent-fill"
          >
            <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
          </Radio.Root>
          <span className="flex min-w-0 flex-col">
            <span id={`${id}-${option.value}`} className="font-medium">
              {option.label}
            </span>
            {option.help ? <span className="text-muted text-xs">{option.help}</span> : null}
          </span>
        </label>
      ))}
    </Base>
  );
}
