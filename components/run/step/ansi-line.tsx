import Anser from 'anser';
import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { cutAtHits } from './find-hit.ts';
import { inert } from './inert.ts';

/** The sixteen colours of a terminal, by the tokens: readable in both themes. */
const inks: Record<string, string> = {
  '187, 0, 0': 'var(--danger)',
  '255, 85, 85': 'var(--danger)',
  '0, 187, 0': 'var(--good)',
  '0, 255, 0': 'var(--good)',
  '187, 187, 0': 'var(--seal-text)',
  '255, 255, 85': 'var(--seal-text)',
  '0, 0, 187': 'var(--accent)',
  '85, 85, 255': 'var(--accent)',
  '187, 0, 187': 'var(--status-paused)',
  '255, 85, 255': 'var(--status-paused)',
  '0, 187, 187': 'var(--status-running)',
  '85, 255, 255': 'var(--status-running)',
};

/** One line of output; colours become tokens, everything else of a terminal's language is inert. React escapes the text. */
export const AnsiLine = memo(function AnsiLine({
  text,
  stream,
  time,
  wrap,
  mark,
  current,
}: {
  text: string;
  stream: 'stdout' | 'stderr' | 'system';
  /** Shown before it. */
  time?: string;
  wrap: boolean;
  /** A text to be marked wherever it stands. */
  mark: string;
  /** The hit that was gone to stands here. */
  current: boolean;
}) {
  const clean = inert(text);
  const parts = clean.includes('\u001b') ? Anser.ansiToJson(clean, { json: true, remove_empty: true }) : null;
  return (
    <div
      className={cn(
        'px-3',
        wrap ? 'whitespace-pre-wrap break-all' : 'whitespace-pre',
        current && 'bg-seal-soft',
        stream === 'stderr' && 'bg-danger-soft/40',
        stream === 'system' && 'text-muted italic',
      )}
    >
      {time ? <span className="mr-3 select-none text-faint">{time}</span> : null}
      {parts ? (
        parts.map((part, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never change their order
            key={index}
            style={{ color: part.fg ? inks[part.fg] : undefined }}
            className={cn(
              part.decorations.includes('bold') && 'font-semibold',
              part.decorations.includes('underline') && 'underline',
              part.decorations.includes('dim') && 'opacity-70',
            )}
          >
            <Marked text={part.content} mark={mark} />
          </span>
        ))
      ) : clean === '' ? (
        '\u200b'
      ) : (
        <Marked text={clean} mark={mark} />
      )}
    </div>
  );
});

function Marked({ text, mark }: { text: string; mark: string }) {
  const cuts = cutAtHits(text, mark);
  return cuts.map((cut, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never change their order
      <mark key={index} className="rounded-xs bg-seal-fill text-on-seal">
        {cut}
      </mark>
    ) : (
      cut
    ),
  );
}
