'use client';
import { useMemo } from 'react';
import { DiffView } from '#components/ui/diff-view.tsx';
import { useEditor } from '../store/editor-context.tsx';
import { printDraft } from './draft-text.ts';

/** What is drawn now against another text of the workflow. */
export default function DraftDiff({ before, label }: { before: string; label?: string }) {
  const draft = useEditor((state) => state.draft);
  const after = useMemo(() => printDraft(draft), [draft]);
  if (before === after) return <p className="text-muted">The text is the same.</p>;
  return <DiffView before={before} after={after} label={label ?? 'Difference'} />;
}
