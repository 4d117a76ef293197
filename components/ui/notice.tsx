import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

const looks = {
  info: { icon: Info, class: 'bg-ink-3 text-ink [&>svg]:text-muted' },
  warning: { icon: TriangleAlert, class: 'bg-seal-soft text-ink [&>svg]:text-seal-text' },
  danger: { icon: CircleAlert, class: 'bg-danger-soft text-danger' },
} as const;

/** A remark inside a page or form. `danger` is announced at once. */
export function Notice({
  tone = 'info',
  title,
  action,
  className,
  children,
}: {
  tone?: keyof typeof looks;
  title?: ReactNode;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const { icon: Icon, class: look } = looks[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'note'}
      className={cn('flex items-start gap-2.5 rounded-md px-3 py-2.5 text-sm', look, className)}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className={title ? 'text-muted' : undefined}>{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
