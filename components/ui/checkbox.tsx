'use client';
import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A box to tick; label it with `<Field inline>` or `aria-label`. */
export function Checkbox({
  className,
  ...rest
}: Omit<ComponentProps<typeof Base.Root>, 'className'> & { className?: string }) {
  return (
    <Base.Root
      {...rest}
      className={cn(
        'flex size-4 shrink-0 items-center justify-center rounded-sm border border-edge bg-surface transition-colors',
        'data-checked:border-accent-fill data-checked:bg-accent-fill data-indeterminate:border-accent-fill data-indeterminate:bg-accent-fill',
        'data-invalid:border-danger data-disabled:opacity-50',
        className,
      )}
    >
      <Base.Indicator className="text-on-accent">
        {rest.indeterminate ? (
          <Minus className="size-3" strokeWidth={3} />
        ) : (
          <Check className="size-3" strokeWidth={3} />
        )}
      </Base.Indicator>
    </Base.Root>
  );
}
