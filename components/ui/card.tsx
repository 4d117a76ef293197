import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** A framed part of a page with a heading. `flush` lets a table or list reach the edges. */
export function Card({
  title,
  description,
  actions,
  footer,
  flush,
  level = 2,
  className,
  children,
}: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  flush?: boolean;
  level?: 2 | 3;
  className?: string;
  children?: ReactNode;
}) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={cn('min-w-0 rounded-lg border bg-surface', className)}>
      {title ? (
        <div
          className={cn(
            'flex flex-wrap justify-between gap-x-4 gap-y-2 px-4 pt-3.5',
            description ? 'items-start' : 'items-center',
            flush ? 'border-b pb-3' : 'pb-1',
          )}
        >
          <div className="min-w-0">
            <Heading className="font-semibold text-base">{title}</Heading>
            {description ? <p className="mt-0.5 max-w-prose text-muted">{description}</p> : null}
          </div>
          {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
        </div>
      ) : null}
      <div className={flush ? 'overflow-hidden rounded-b-lg' : 'p-4'}>{children}</div>
      {footer ? <div className="flex items-center justify-end gap-2 border-t px-4 py-3">{footer}</div> : null}
    </section>
  );
}
