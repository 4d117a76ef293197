'use client';
import { Field as Base } from '@base-ui/react/field';
import { type ReactNode, useId, useMemo } from 'react';
import { cn } from './cn.ts';
import { FieldPartsContext } from './field-parts.ts';

export type FieldProps = {
  label: ReactNode;
  /** What is expected, in a sentence. */
  help?: ReactNode;
  /** What is wrong and what to do; shown in place and tied to the control. */
  error?: string;
  required?: boolean;
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean;
  /** Puts the control in front of the label, for checkboxes and switches. */
  inline?: boolean;
  /** Something small at the right of the label. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
};

/**
 * Label, control, help and error as one. The kit's controls inside are labelled and described by it; a field for code is
 * no control that the browser knows, so it takes its ids from here, and the label brings the keys to it.
 */
export function Field({ label, help, error, required, labelHidden, inline, aside, className, children }: FieldProps) {
  const id = useId();
  const [control, helpId, errorId] = [`${id}-code`, `${id}-help`, `${id}-error`];
  const describedBy = [help && helpId, error && errorId].filter(Boolean).join(' ') || undefined;
  const parts = useMemo(
    () => ({ control, describedBy, required: required === true }),
    [control, describedBy, required],
  );
  const notes = (
    <>
      {help ? (
        <Base.Description id={helpId} className="text-muted text-xs">
          {help}
        </Base.Description>
      ) : null}
      <Base.Error id={errorId} match={Boolean(error)} className="font-medium text-danger text-xs">
        {error}
      </Base.Error>
    </>
  );
  if (inline) {
    return (
      <Base.Root invalid={Boolean(error)} className={cn('flex items-start gap-2.5', className)}>
        <span className="flex h-5 items-center">{children}</span>
        <span className="flex min-w-0 flex-col">
          <Base.Label className="text-sm">{label}</Base.Label>
          {notes}
        </span>
        {aside ? <span className="ml-auto">{aside}</span> : null}
      </Base.Root>
    );
  }
  return (
    <Base.Root invalid={Boolean(error)} className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <span className={cn('flex items-baseline justify-between gap-2', labelHidden && !aside && 'spoken')}>
        <Base.Label
          className={cn('font-medium text-sm', labelHidden && 'spoken')}
          onClick={() => document.getElementById(control)?.focus()}
        >
          {label}
          {required ? <span className="font-normal text-faint text-xs"> required</span> : null}
        </Base.Label>
        {aside}
      </span>
      <FieldPartsContext value={parts}>{children}</FieldPartsContext>
      {notes}
    </Base.Root>
  );
}
