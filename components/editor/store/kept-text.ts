import type { EditorStore } from './editor-store.ts';

const kept = new WeakMap<EditorStore, Map<string, string>>();

/** Text typed at `place` that is no value yet: there again when its panel is opened again. */
export const keptText = (store: EditorStore, place: string): string | undefined => kept.get(store)?.get(place);

/** Keeps a text, or with null forgets it. */
export function keepText(store: EditorStore, place: string, text: string | null): void {
  const texts = kept.get(store) ?? new Map<string, string>();
  kept.set(store, texts);
  if (text === null) texts.delete(place);
  else texts.set(place, text);
}
