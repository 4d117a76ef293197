'use client';
import { createContext, type ReactNode, useContext } from 'react';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { EditRules } from './edit-rules.ts';

/** One value to be edited, and where it stands. */
export type EditSlot = {
  path: readonly string[];
  label: string;
  value: Json;
  schema: JsonSchema;
  onChange: (value: Json) => void;
  /** Its name is said by what is around it: the label is for screen readers only. */
  bare?: boolean;
};

export type EditContext = {
  rules: EditRules;
  root: JsonSchema;
  /** Told while something typed is no value yet, and again when it is. */
  setBroken: (path: string, broken: boolean) => void;
  /** Draws one value; parts call it for what they contain, so that none imports another. */
  draw: (slot: EditSlot) => ReactNode;
};

export const EditContext = createContext<EditContext | null>(null);

export function useEdit(): EditContext {
  const edit = useContext(EditContext);
  if (!edit) throw new Error('fields belong inside a PayloadEditor');
  return edit;
}
