'use client';
import type { ReactNode } from 'react';

/** A named group of fields, with its own help and error. */
export function FieldGroup({
  label,
  help,
  error,
  aside,
  children,
}: {
  label: string;
  help?: string;
  error?: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="float-left mb-2 w-full">
        <span className="flex items-baseline justify-between gap-2">
          <span className="font-medium text-sm">{label}</span>
          {aside}
        </span>
      </legend>
      {help ? <p className="-mt-1 text-muted text-xs">{help}</p> : null}
      {children}
      {error ? (
        <p role="alert" className="font-medium text-danger text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
