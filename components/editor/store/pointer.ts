import type { EditorStore } from './editor-store.ts';

type Point = { x: number; y: number };

const pointers = new WeakMap<EditorStore, Point | null>();

/** Where the pointer is while it is over the canvas, in the window's pixels. Outside the state: it moves all the time. */
export const pointerOver = (store: EditorStore): Point | null => pointers.get(store) ?? null;

export const keepPointer = (store: EditorStore, at: Point | null): void => {
  pointers.set(store, at);
};
