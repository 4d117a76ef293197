'use client';
import { useEffect } from 'react';
import { toast } from '#components/ui/toast.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { inWords } from './copy-actions.ts';
import { isTyping } from './is-typing.ts';
import type { DrawingActions } from './use-drawing-actions.ts';

let yaml: typeof import('../model/clipboard-text.ts') | undefined;
const readyYaml = async () => {
  yaml ??= await import('../model/clipboard-text.ts');
  return yaml;
};

/** Copy, cut and paste of steps and notes as YAML, wherever the focus is except where one types. */
export function useClipboard(actions: DrawingActions): void {
  const { store } = useEditorTools();
  // What is selected may be copied, and copying waits for nothing.
  const selected = useEditor((state) => state.selection.size > 0);
  useEffect(() => {
    if (selected) readyYaml().catch(() => undefined);
  }, [selected]);
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      if (isTyping(event.target) || document.getSelection()?.toString()) return;
      const copied = actions.copied();
      const count = copied.steps.length + copied.notes.length;
      if (count === 0) return;
      // JSON is YAML, too, if not as nice to read.
      const text = yaml?.printClip(copied) ?? JSON.stringify(copied, null, 2);
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') return actions.remove();
      toast.info(`Copied ${inWords(copied)}`);
    };
    const onPaste = (event: ClipboardEvent) => {
      const { readOnly, view } = store.getState();
      if (isTyping(event.target) || readOnly || view !== 'drawing') return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '') return;
      event.preventDefault();
      const at = actions.pointed();
      readyYaml()
        .then(({ readClip }) => actions.paste(readClip(text), at))
        .catch((error: unknown) => toast.failed(error, 'Nothing was pasted'));
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [store, actions]);
}
