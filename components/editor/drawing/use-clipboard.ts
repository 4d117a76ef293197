'use client';
import { useEffect } from 'react';
import { toast } from '#components/ui/toast.tsx';
import { printClip } from '../model/clipboard-text.ts';
import { useEditorTools } from '../store/editor-context.tsx';
import { isTyping } from './is-typing.ts';
import type { DrawingActions } from './use-drawing-actions.ts';

/** Copy, cut and paste of steps as YAML, wherever the focus is except where one types. */
export function useClipboard(actions: DrawingActions): void {
  const { store } = useEditorTools();
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      if (isTyping(event.target) || document.getSelection()?.toString()) return;
      const copied = actions.copied();
      if (copied.steps.length === 0) return;
      event.clipboardData?.setData('text/plain', printClip(copied));
      event.preventDefault();
      if (event.type === 'cut') return actions.remove();
      toast.info(copied.steps.length === 1 ? 'Copied one step' : `Copied ${copied.steps.length} steps`);
    };
    const onPaste = (event: ClipboardEvent) => {
      const { readOnly, view } = store.getState();
      if (isTyping(event.target) || readOnly || view !== 'drawing') return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '') return;
      event.preventDefault();
      actions.paste(text);
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
