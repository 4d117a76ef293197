import type { DraftStep } from '../model/draft.ts';
import { useEdit, useEditor } from '../store/editor-context.tsx';

/** The step of a panel and the edit of one of its keys. `undefined` takes the key away. */
export function useStep(id: string): { step: DraftStep | undefined; set: (key: string, value: unknown) => void } {
  const step = useEditor((state) => state.draft.steps[id]);
  const edit = useEdit();
  return { step, set: (key, value) => edit({ type: 'step.set', id, key, value }, `${id} ${key}`) };
}

/** What a text field shows of a value that may be anything. */
export const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** An emptied field leaves the file. */
export const orNothing = (text: string): string | undefined => (text === '' ? undefined : text);
