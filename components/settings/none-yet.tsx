import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** In the place of a list of the settings that is empty: what it would be for, and how the first one is made. */
export function NoneYet({
  icon: Icon,
  title,
  action,
  children,
}: {
  icon: LucideIcon;
  title: string;
  action: ReactNode;
  children: ReactNode;
}) {
  return (
    <EmptyState
      picture={<Icon className="size-8 text-faint" aria-hidden="true" />}
      title={title}
      action={action}
      className="py-6"
    >
      {children}
    </EmptyState>
  );
}
