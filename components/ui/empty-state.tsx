import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** What stands where nothing is yet: a picture, one sentence, one next action. */
export function EmptyState({
  picture,
  title,
  action,
  className,
  children,
}: {
  picture?: ReactNode;
  title: string;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div className={cn('mx-auto flex max-w-md flex-col items-center px-6 py-12 text-center', className)}>
      {picture ? <div className="mb-5">{picture}</div> : null}
      <h2 className="font-semibold text-lg">{title}</h2>
      {children ? <div className="mt-1 text-balance text-base text-muted">{children}</div> : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
