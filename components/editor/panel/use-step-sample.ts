import { useMemo, useState } from 'react';
import type { LastValues } from '#lib/domain/expression/sight.ts';
import { printSample, readSample, sampleFor } from '../model/step-sample.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

const placeOf = (workflow: string, step: string) => `countersign:sample:${workflow}:${step}`;

/** The sample a step is tried on: as the last run left it, until somebody writes another, which this browser keeps. */
export function useStepSample(id: string, last: LastValues) {
  const { workflow } = useEditorTools();
  const draft = useEditor((state) => state.draft);
  const place = placeOf(workflow, id);
  const [typed, setTyped] = useState<string | null>(() => kept(place));
  const suggested = useMemo(() => printSample(sampleFor(draft, id, last)), [draft, id, last]);
  const text = typed ?? suggested;
  const set = (next: string | null) => {
    const own = next === suggested ? null : next;
    setTyped(own);
    try {
      if (own === null) localStorage.removeItem(place);
      else localStorage.setItem(place, own);
    } catch {
      // A browser that keeps nothing still lets the sample be tried.
    }
  };
  return { text, own: typed !== null, read: useMemo(() => readSample(text), [text]), set };
}

function kept(place: string): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}
