'use client';
import { z } from 'zod';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import { stepSchema } from '#lib/domain/workflow/spec.ts';
import { isObject } from '../model/draft.ts';
import { useEditor } from '../store/editor-context.tsx';
import { PartField } from '../yaml/part-field.tsx';
import { findingsIn } from '../yaml/part-text.ts';
import { useStep } from './use-step.ts';

const stepsSchema = z.array(stepSchema).min(1).max(50);
const place = ['with', 'steps'];

/** A map's parameters without its steps, which are read better as a text of their own. */
export function withoutSteps(schema: JsonSchema): JsonSchema {
  const { steps: _, ...properties } = schema.properties ?? {};
  return { ...schema, properties };
}

/** What a map does for each item. */
export function MapSteps({ id }: { id: string }) {
  const { step, set } = useStep(id);
  const findings = useEditor((state) => state.byStep[id]);
  const readOnly = useEditor((state) => state.readOnly);
  const given = isObject(step?.with) ? step.with : {};
  return (
    <PartField
      key={id}
      place={`${id} steps`}
      step={id}
      name="steps"
      label="Steps for each item"
      help="As in the workflow file; they name the item as the map does."
      placeholder={'- id: size\n  kind: shell\n  with: { run: wc -c < "$FILE", env: { FILE: "{{ item }}" } }'}
      schema={stepsSchema}
      value={given.steps}
      findings={findingsIn(findings ?? [], place)}
      disabled={readOnly}
      onChange={(steps) => {
        const { steps: _, ...rest } = given;
        set('with', steps === undefined ? rest : { ...rest, steps });
      }}
    />
  );
}
