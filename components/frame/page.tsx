import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Breadcrumb, type Crumb } from './slots.tsx';

const widths = { full: '', wide: 'max-w-6xl', text: 'max-w-3xl' } as const;

/**
 * An ordinary page: breadcrumb in the top line, heading, buttons, content. Pages that fill the window (editor, run)
 * use `<Breadcrumb>` and their own layout instead; the main area has a definite height, so `h-full` works there.
 */
export function Page({
  title,
  description,
  crumbs,
  actions,
  width = 'full',
  className,
  children,
}: {
  title: string;
  description?: ReactNode;
  /** The way here; when left out, the title alone. */
  crumbs?: readonly Crumb[];
  actions?: ReactNode;
  width?: keyof typeof widths;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn('mx-auto w-full px-4 pt-5 pb-12 sm:px-6', widths[width], className)}>
      <Breadcrumb items={crumbs ?? [{ label: title }]} />
      <div className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl">{title}</h1>
          {description ? <p className="mt-0.5 max-w-prose text-base text-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}
