import { Button } from '#components/ui/button.tsx';
import type { GatePart } from './gate-part.ts';
import { type Holdable, overruledWords } from './held.ts';

/** Says that a policy decides a part, and takes away what its author wrote there, which cannot be edited any more. */
export function OverruledNote({ gate, disabled, held, set, part, more }: GatePart & { part: Holdable; more?: string }) {
  const words = overruledWords(held, part);
  if (!words) return null;
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p className="text-muted text-xs">{[words, more].filter(Boolean).join(' ')}</p>
      {gate[part] === undefined || disabled ? null : (
        <Button size="sm" variant="ghost" onClick={() => set(part, undefined)}>
          Remove what stands here
        </Button>
      )}
    </div>
  );
}
