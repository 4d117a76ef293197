import { useCallback, useEffect, useRef } from 'react';
import type { CodeOffer } from '#components/ui/code-field.tsx';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import { useLastRun } from '#lib/client/runs/use-last-values.ts';
import { namesFor, namesInMap, noValues } from '#lib/domain/expression/sight.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { closeDraft, isObject } from '../model/draft.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

type Loaded = {
  schema: JsonSchema;
  yaml: typeof import('./yaml-offers.ts');
  code: typeof import('./yaml-code.ts');
  language: typeof import('../model/code-language.ts');
};

/** The schema of a text: of the whole workflow, of one step, or of a part that its reader knows. */
export type TextSchema = 'workflow' | 'step' | (() => JsonSchema);

/**
 * What completes a YAML text: keys and values of its schema, kinds, steps, and inside of templates and conditions the
 * names in sight. `step`: whose text it is, where it is one step's. Loaded once such a text is shown.
 */
export function useYamlOffers(of: TextSchema, step: string | null = null) {
  const { workflow, store, kinds } = useEditorTools();
  const chosen = useEditor((state) => state.run);
  const { data: last } = useLastRun(workflow, chosen);
  const loaded = useRef<Loaded>(undefined);
  const wanted = useRef(of);
  useEffect(() => {
    void load(wanted.current).then((now) => {
      loaded.current = now;
    });
  }, []);
  return useCallback(
    (text: string, offset: number): CodeOffer | null => {
      const now = loaded.current;
      if (!now) return null;
      const { draft } = store.getState();
      const code = now.code.codeInYaml(text, offset);
      if (!code) return now.yaml.yamlOffers({ schema: now.schema, kinds, steps: draft.order }, text, offset);
      const of = step ?? code.step;
      const own = of === null ? undefined : draft.steps[of];
      // A handler is in no list of steps: it may read whatever there is.
      const names = namesFor(closeDraft(draft) as JsonObject, own ? of : null, last?.values ?? noValues);
      const item = own?.kind === 'map' && isObject(own.with) ? own.with : null;
      const found = now.language.offers(item ? namesInMap(names, item as JsonObject, code.step) : names, code);
      return found && { ...found, from: code.from + found.from };
    },
    [store, kinds, last, step],
  );
}

async function load(of: TextSchema): Promise<Loaded> {
  const [{ workflowJsonSchema }, { resolve }, yaml, code, language] = await Promise.all([
    import('#lib/domain/workflow/json-schema.ts'),
    import('#components/ui/schema-form/schema.ts'),
    import('./yaml-offers.ts'),
    import('./yaml-code.ts'),
    import('../model/code-language.ts'),
  ]);
  const whole = workflowJsonSchema() as JsonSchema;
  const one = () => resolve(resolve(whole.properties?.steps, whole).items, whole);
  const schema = of === 'workflow' ? whole : of === 'step' ? { ...one(), $defs: whole.$defs } : of();
  return { schema, yaml, code, language };
}
