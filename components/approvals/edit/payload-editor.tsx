'use client';
import { useMemo, useState } from 'react';
import { type JsonSchema, resolve } from '#components/ui/schema-form/schema.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { columnsOf } from '../value/shape.ts';
import { EditContext, type EditSlot } from './context.ts';
import { controlFor } from './control-for.ts';
import type { EditRules } from './edit-rules.ts';
import { JsonEditor } from './json-editor.tsx';
import { ListEditor, TableEditor } from './list-editor.tsx';
import { ObjectEditor } from './object-editor.tsx';
import { ScalarEditor } from './scalar-editor.tsx';

function draw(slot: EditSlot) {
  const control = controlFor(slot.value, slot.schema);
  switch (control) {
    case 'object':
      return <ObjectEditor slot={slot} />;
    case 'table':
      return <TableEditor slot={slot} columns={columnsOf(slot.value as Json[]) ?? []} />;
    case 'list':
      return <ListEditor slot={slot} />;
    case 'json':
      return <JsonEditor slot={slot} />;
    default:
      return <ScalarEditor slot={slot} control={control} />;
  }
}

/**
 * A payload to be edited in place: every value in the control that suits it, by the step's schema where that says
 * something. Controlled; `onBroken` tells while something typed is no value yet.
 */
export function PayloadEditor({
  value,
  label,
  schema,
  rules,
  onChange,
  onBroken,
}: {
  value: Json;
  /** What it is, for whoever does not see it. */
  label: string;
  /** Of what the value is the whole: a step's parameters. */
  schema: JsonSchema | null;
  rules: EditRules;
  onChange: (value: Json) => void;
  onBroken: (broken: boolean) => void;
}) {
  const [broken] = useState(() => new Set<string>());
  const root = useMemo(() => schema ?? {}, [schema]);
  const context = useMemo<EditContext>(
    () => ({
      rules,
      root,
      draw,
      setBroken: (path, isBroken) => {
        if (isBroken) broken.add(path);
        else broken.delete(path);
        onBroken(broken.size > 0);
      },
    }),
    [rules, root, broken, onBroken],
  );
  return (
    <EditContext value={context}>{draw({ path: [], label, value, schema: resolve(root, root), onChange })}</EditContext>
  );
}
