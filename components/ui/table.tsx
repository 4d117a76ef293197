import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { ScrollBox } from './scroll-box.tsx';

/** The parts of a dense table. The wrapper scrolls sideways on its own, the page never does. */
export function Table({ label, className, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    <ScrollBox label={label}>
      <table
        aria-label={label}
        {...rest}
        className={cn('w-full border-separate border-spacing-0 text-sm', className)}
      />
    </ScrollBox>
  );
}

/** `numeric` cells stand right, their digits under each other. */
export function Th({ numeric, className, ...rest }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        'h-8 whitespace-nowrap border-b px-3 text-left font-medium text-faint text-xs first:pl-4 last:pr-4',
        numeric && 'text-right',
        className,
      )}
    />
  );
}

export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      {...rest}
      className={cn(
        'group/row transition-colors hover:bg-hover aria-selected:bg-accent-soft [&:last-child>td]:border-b-0',
        className,
      )}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      {...rest}
      className={cn(
        'h-10 border-b px-3 py-1.5 align-middle first:pl-4 last:pr-4',
        numeric && 'whitespace-nowrap text-right tabular-nums',
        className,
      )}
    />
  );
}
