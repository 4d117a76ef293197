import { useCallback, useEffect, useMemo, useState } from 'react';
import { type FieldSlot, hintFor } from '#components/ui/schema-form/context.ts';
import type { ErrorsByPath, FieldHint } from '#components/ui/schema-form/schema.ts';
import { useLastRun } from '#lib/client/runs/use-last-values.ts';
import { namesFor, noValues } from '#lib/domain/expression/sight.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { exampleInputs } from '../gate/names-in-sight.ts';
import { closeDraft } from '../model/draft.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { ValuePreview } from './value-preview.tsx';

type Language = typeof import('../model/code-language.ts');

/** What the fields of a step know of the values upstream: completion, meaning under the pointer, and the result below. */
export function useCodeAid(id: string, hints: Readonly<Record<string, FieldHint>>, errors: ErrorsByPath) {
  const { workflow } = useEditorTools();
  const draft = useEditor((state) => state.draft);
  const { data: last } = useLastRun(workflow);
  const values = last?.values ?? noValues;
  const language = useLanguage();
  const spec = useMemo(() => closeDraft(draft) as JsonObject, [draft]);
  const names = useMemo(() => namesFor(spec, id, values), [spec, id, values]);
  const scope = useMemo(() => {
    const inputs = { ...exampleInputs(spec.inputs), ...values.input };
    const steps = Object.fromEntries(
      Object.entries(values.outputs).map(([step, output]) => [step, { output, status: 'succeeded', attempt: 1 }]),
    );
    const second = Object.values(draft.steps).flatMap(({ id: step, as }) =>
      typeof as === 'string' && step in values.outputs ? [[as, values.outputs[step]] as const] : [],
    );
    const run = last ? { id: last.run.id, number: last.run.number, workflow: last.run.workflowName } : {};
    return { inputs, steps, run, gate: {}, ...Object.fromEntries(second) };
  }, [spec, values, draft, last]);

  const widgetOf = useCallback(
    ({ path }: FieldSlot) => {
      const widget = hintFor(hints, path)?.widget;
      return widget === 'cel' ? ('cel' as const) : widget === 'shell' ? null : ('template' as const);
    },
    [hints],
  );
  const code = useCallback(
    (slot: FieldSlot) => {
      const spoken = widgetOf(slot);
      if (!spoken) return {};
      return {
        language: spoken,
        complete: (text: string, offset: number) => language?.offers(names, { language: spoken, text, offset }) ?? null,
        describe: (text: string, offset: number) =>
          language?.meaning(names, { language: spoken, text, offset }) ?? null,
      };
    },
    [widgetOf, language, names],
  );
  const below = useCallback(
    (slot: FieldSlot) => {
      const spoken = widgetOf(slot);
      if (!spoken || typeof slot.value !== 'string') return null;
      if (spoken === 'template' && !/\{\{|\{%/.test(slot.value)) return null;
      return (
        <ValuePreview
          text={slot.value}
          language={spoken}
          scope={scope}
          known={last?.run.number}
          refused={slot.path in errors}
        />
      );
    },
    [widgetOf, scope, last, errors],
  );
  return { code, below };
}

/** Loaded with the first step that is opened: the editor begins without it. */
function useLanguage(): Language | null {
  const [language, setLanguage] = useState<Language | null>(null);
  useEffect(() => {
    let open = true;
    void import('../model/code-language.ts').then((loaded) => open && setLanguage(loaded));
    return () => {
      open = false;
    };
  }, []);
  return language;
}
