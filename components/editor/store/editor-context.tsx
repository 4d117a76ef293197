'use client';
import { createContext, useCallback, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { StepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import type { Change } from '../model/change.ts';
import type { Autosave } from './autosave.ts';
import { type EditorState, type EditorStore, edit } from './editor-store.ts';

export type EditorTools = { workflow: string; store: EditorStore; autosave: Autosave; kinds: StepKinds };

const Context = createContext<EditorTools | null>(null);

export const EditorProvider = Context.Provider;

/** The open editor's store and what goes with it. */
export function useEditorTools(): EditorTools {
  const tools = useContext(Context);
  if (!tools) throw new Error('this component belongs inside the editor');
  return tools;
}

/** A part of the editor's state; draws again only when that part changes. */
export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(useEditorTools().store, select);
}

/** As `useEditor` for a list or record made on the spot: draws again only when an entry changes. */
export function useEditorEach<T>(select: (state: EditorState) => T): T {
  return useStore(useEditorTools().store, useShallow(select));
}

/** Makes edits. With a `mergeKey`, quick successive ones are taken back as one. */
export function useEdit(): (change: Change, mergeKey?: string) => void {
  const { store } = useEditorTools();
  return useCallback((change: Change, mergeKey?: string) => edit(store, change, mergeKey), [store]);
}
