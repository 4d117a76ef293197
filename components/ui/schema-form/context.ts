'use client';
import { createContext, type ReactNode, useContext } from 'react';
import type { CodeFieldProps } from '../code-field.tsx';
import type { ErrorsByPath, FieldHint, JsonSchema } from './schema.ts';

export type FieldSlot = {
  path: string;
  label: string;
  schema: JsonSchema;
  required: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  /** Its name is said by what is around it: the label is for screen readers only, an object has no frame of its own. */
  bare?: boolean;
  /** Something small at the right of its label. */
  aside?: ReactNode;
};

export type FormContext = {
  root: JsonSchema;
  hints: Readonly<Record<string, FieldHint>>;
  errors: ErrorsByPath;
  disabled: boolean;
  /** Tells the form that what is typed at a path is no value yet (half-typed JSON), or is again. */
  setBroken: (path: string, broken: boolean) => void;
  /** Draws one field; parts call it for what they contain, so that none imports another. */
  draw: (slot: FieldSlot) => ReactNode;
  /** What a field for code knows of its language. */
  code?: (slot: FieldSlot) => Partial<Pick<CodeFieldProps, 'language' | 'complete' | 'describe'>>;
  /** Something below a field for text or code: what it would give. */
  below?: (slot: FieldSlot) => ReactNode;
  /** Something small behind a field for text: a menu that writes into it. */
  insert?: (slot: FieldSlot) => ReactNode;
  /** A control of the owner's own for a text, in place of the kit's. */
  control?: (slot: FieldSlot) => ReactNode;
};

export const SchemaFormContext = createContext<FormContext | null>(null);

export function useSchemaForm(): FormContext {
  const form = useContext(SchemaFormContext);
  if (!form) throw new Error('fields belong inside a SchemaForm');
  return form;
}

/** The hint for a path; numbers in it match `*`. */
export function hintFor(hints: FormContext['hints'], path: string): FieldHint | undefined {
  return hints[path] ?? hints[path.replace(/\.\d+(?=\.|$)/g, '.*')];
}

export const join = (path: string, key: string | number) => (path ? `${path}.${key}` : String(key));
