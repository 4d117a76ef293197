import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** What stands where nothing is yet: a picture, one sentence, one next action. */
export function EmptyState({
  picture,
  title,
  action,
  level = 2,
  className,
  children,
}: {
  picture?: ReactNode;
  title: string;
  action?: ReactNode;
  /** 1 where it is the whole page. */
  level?: 1 | 2;
  className?: string;
  children?: ReactNode;
}) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className={cn('mx-auto flex max-w-md flex-col items-center px-6 py-12 text-center', className)}>
      {picture ? <div className="mb-5">{picture}</div> : null}
      <Heading className="font-semibold text-lg">{title}</Heading>
      {children ? <div className="mt-1 text-balance text-base text-muted">{children}</div> : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
