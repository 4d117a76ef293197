import type { ComponentProps } from 'react';
import { cn } from '#components/ui/cn.ts';

/** A part of the page that scrolls on its own; named, and reachable by the keyboard. */
export function ScrollRegion({ label, className, ...rest }: ComponentProps<'section'> & { label: string }) {
  return (
    <section
      {...rest}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn('overflow-auto focus-visible:-outline-offset-2', className)}
    />
  );
}
