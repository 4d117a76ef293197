'use client';
import { parseDuration } from '#lib/domain/workflow/duration.ts';
import { durationWords, readDurationWords } from '#lib/domain/workflow/duration-words.ts';
import { Input } from './input.tsx';

/**
 * A length of time as the file writes it (`90s`, `5m`, seconds as a number), said in words beside it. What is typed in
 * words ("1 hour 30 minutes") is written when the field is left. `undefined`: the field is empty.
 */
export function DurationInput({
  value,
  placeholder = '30s',
  disabled,
  readOnly,
  label,
  onChange,
}: {
  value: unknown;
  placeholder?: string;
  disabled?: boolean;
  readOnly?: boolean;
  /** The accessible name, where it shares a field with others. */
  label?: string;
  onChange: (value: string | number | undefined) => void;
}) {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const put = (typed: string) =>
    onChange(typed === '' ? undefined : /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed);
  const ms = typeof value === 'string' || typeof value === 'number' ? parseDuration(value) : null;
  return (
    <span className="flex items-center gap-2.5">
      <Input
        mono
        aria-label={label}
        className="w-36 shrink-0"
        spellCheck={false}
        disabled={disabled}
        readOnly={readOnly}
        placeholder={placeholder}
        value={text}
        onChange={(event) => put(event.target.value)}
        onBlur={() => {
          const written = readDurationWords(text);
          if (written !== null && written !== text) put(written);
        }}
      />
      {ms === null ? null : <span className="min-w-0 truncate text-muted text-xs">{durationWords(ms)}</span>}
    </span>
  );
}
