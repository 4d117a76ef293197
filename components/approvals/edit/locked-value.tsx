import { Lock } from 'lucide-react';
import type { Json } from '#lib/domain/workflow/json.ts';
import { PayloadValue } from '../value/payload-value.tsx';

/** A field that the gate does not let a reviewer change: it is signed as it is. */
export function LockedValue({ label, value }: { label: string; value: Json }) {
  return (
    <div>
      <div className="mb-1 flex items-center gap-1.5 text-muted text-sm">
        <Lock className="size-3" aria-hidden="true" />
        {label}
        <span className="text-faint text-xs">cannot be edited here</span>
      </div>
      <div className="rounded-md bg-sunken px-3 py-2">
        <PayloadValue value={value} depth={1} />
      </div>
    </div>
  );
}
