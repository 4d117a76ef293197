import { Time } from '#components/ui/time.tsx';
import { shownText } from '#lib/domain/secret/reference.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { isMoment } from './shape.ts';

/** One value as it stands in the data; beside a date how far away it is. */
export function Scalar({ value }: { value: Json }) {
  if (value === null) return <span className="text-faint">empty</span>;
  if (typeof value === 'boolean') return <span>{value ? 'yes' : 'no'}</span>;
  if (typeof value === 'number') return <span className="tabular-nums">{String(value)}</span>;
  const text = shownText(String(value));
  if (text === '') return <span className="text-faint">empty text</span>;
  if (isMoment(text))
    return (
      <span className="whitespace-nowrap">
        <span className="tabular-nums">{text}</span> <Time at={text} className="text-faint text-xs" />
      </span>
    );
  return <span className="whitespace-pre-wrap break-words">{text}</span>;
}
