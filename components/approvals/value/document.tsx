'use client';
import { useState } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { looksLikeMarkdown } from './shape.ts';

/** A long text: read as Markdown where it is written so, or exactly as it is. */
export function Document({ name, text, markdown }: { name?: string; text: string; markdown?: boolean }) {
  const written = markdown ?? looksLikeMarkdown(text);
  const [exact, setExact] = useState(!written);
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex items-center gap-1 border-line border-b bg-sunken py-0.5 pr-1 pl-3">
        <span className="fact min-w-0 flex-1 truncate text-faint text-xs">{name}</span>
        <button
          type="button"
          aria-pressed={exact}
          onClick={() => setExact(!exact)}
          className="rounded-sm px-1.5 py-0.5 text-muted text-xs hover:bg-hover"
        >
          {exact ? 'Read as Markdown' : 'Show exact text'}
        </button>
        <CopyButton size="xs" text={text} label={name ? `Copy ${name}` : 'Copy the text'} />
      </div>
      <ScrollRegion label={name ? `Text of ${name}` : 'The text'} className="max-h-[60vh] px-4 py-3">
        {exact ? (
          <pre className="whitespace-pre-wrap break-words font-mono text-xs">{text || '(empty)'}</pre>
        ) : (
          <Prose text={text} />
        )}
      </ScrollRegion>
    </div>
  );
}
