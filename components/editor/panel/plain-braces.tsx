import { TriangleAlert } from 'lucide-react';
import { hasBraces } from '#lib/domain/template/braces.ts';

/** Below a text that nothing fills in: what is in its braces is read as it stands. `instead`: where values belong. */
export function PlainBraces({ text, instead }: { text: unknown; instead?: string }) {
  if (!hasBraces(text)) return null;
  return (
    <p role="status" className="flex items-start gap-1.5 text-seal-text text-xs">
      <TriangleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
      <span>Nothing is filled in here: people read the braces as they stand.{instead ? ` ${instead}` : ''}</span>
    </p>
  );
}
