'use client';
import { Switch as Base } from '@base-ui/react/switch';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** On or off, effective at once; label it with `<Field inline>` or `aria-label`. */
export function Switch({
  className,
  ...rest
}: Omit<ComponentProps<typeof Base.Root>, 'className'> & { className?: string }) {
  return (
    <Base.Root
      {...rest}
      className={cn(
        'inline-flex h-4.5 w-8 shrink-0 items-center rounded-full bg-ink-8 p-0.5 transition-colors data-checked:bg-accent-fill data-disabled:opacity-50',
        className,
      )}
    >
      <Base.Thumb className="size-3.5 rounded-full bg-on-accent transition-transform data-checked:translate-x-3.5" />
    </Base.Root>
  );
}
