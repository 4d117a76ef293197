import { useEffect, useMemo, useState } from 'react';
import type { CodeFieldProps } from '#components/ui/code-field.tsx';
import { useLastRun } from '#lib/client/runs/use-last-values.ts';
import { type Moment, type NameInSight, namesFor, noValues } from '#lib/domain/expression/sight.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { closeDraft } from '../model/draft.ts';
import { exampleInputs } from '../model/example-inputs.ts';
import { factsOfRun } from '../model/run-facts.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

type Language = typeof import('../model/code-language.ts');

/** What code at a place can read: names with their values of a run, for completion, and the scope for a preview. */
export type Sight = {
  names: readonly NameInSight[];
  scope: Record<string, unknown>;
  /** Number of the run the values come from; undefined where there was none. */
  known: number | undefined;
  aid: (
    language: 'cel' | 'template',
    more?: readonly NameInSight[],
  ) => Required<Pick<CodeFieldProps, 'language' | 'complete' | 'describe'>>;
};

/** What the step of that id sees before it begins, or `after` it; null: the workflow as a whole, at a run's end or `before` it. */
export function useSight(id: string | null, moment: Moment = id === null ? 'after' : 'before'): Sight {
  const { workflow } = useEditorTools();
  const draft = useEditor((state) => state.draft);
  const chosen = useEditor((state) => state.run);
  const { data: last } = useLastRun(workflow, chosen);
  const language = useLanguage();
  return useMemo(() => {
    const values = last?.values ?? noValues;
    const spec = closeDraft(draft) as JsonObject;
    const names = namesFor(spec, id, values, moment);
    const inputs = { ...exampleInputs(spec.inputs), ...values.input };
    const { steps, gate, run } = last ? factsOfRun(last.run, values.outputs) : { steps: {}, gate: {}, run: {} };
    const second = Object.values(draft.steps).flatMap(({ id: step, as }) =>
      typeof as === 'string' && step in values.outputs ? [[as, values.outputs[step]] as const] : [],
    );
    const begun = id !== null || moment === 'after';
    return {
      names,
      scope: begun ? { inputs, steps, run, gate, ...Object.fromEntries(second) } : { inputs, run },
      known: last?.run.number,
      aid: (spoken, more = []) => ({
        language: spoken,
        complete: (text, offset) => language?.offers([...names, ...more], { language: spoken, text, offset }) ?? null,
        describe: (text, offset) => language?.meaning([...names, ...more], { language: spoken, text, offset }) ?? null,
      }),
    };
  }, [draft, id, moment, last, language]);
}

/** Loaded with the first field that needs it: the editor begins without it. */
function useLanguage(): Language | null {
  const [language, setLanguage] = useState<Language | null>(null);
  useEffect(() => {
    let open = true;
    import('../model/code-language.ts').then(
      (loaded) => open && setLanguage(loaded),
      // Without it a field is a field: the next one asks for it again.
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, []);
  return language;
}
