'use client';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** A secret that is never shown again: the whole of it, and a button that copies it. */
export function ShownOnce({ text, label, note }: { text: string; label: string; note: string }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-2 rounded-md border border-seal-line bg-seal-soft py-2 pr-2 pl-3">
        <span className="min-w-0 flex-1">
          <span className="block text-muted text-xs">{label}</span>
          <code className="select-all break-all text-sm">{text}</code>
        </span>
        <CopyButton text={text} word="Copy" />
      </div>
      <Notice tone="warning">{note}</Notice>
    </div>
  );
}
