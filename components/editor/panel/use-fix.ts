import { useCallback, useMemo } from 'react';
import { toast } from '#components/ui/toast.tsx';
import type { FindingView } from '#lib/contracts/workflow.ts';
import { fixOf } from '#lib/domain/workflow/findings/fixes/fix-of.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { closeDraft } from '../model/draft.ts';
import { mended } from '../model/mended.ts';
import { useEdit, useEditor } from '../store/editor-context.tsx';

export type OneClick = { label: string; run: () => void };

/** Of a finding, the edit that mends it, where there is a safe one and the draft may be changed. */
export function useFix(): (found: FindingView) => OneClick | null {
  const draft = useEditor((state) => state.draft);
  const closed = useEditor((state) => state.readOnly || state.brokenText !== null);
  const edit = useEdit();
  const spec = useMemo(() => closeDraft(draft) as JsonObject, [draft]);
  return useCallback(
    (found) => {
      const fix = closed ? null : fixOf(spec, found);
      if (!fix) return null;
      const run = () => {
        const next = mended(draft, fix);
        if (next) edit({ type: 'draft.replace', draft: next });
        else toast.info('This would leave nothing that could be drawn. Mend it in the YAML view.');
      };
      return { label: fix.label, run };
    },
    [closed, draft, edit, spec],
  );
}
