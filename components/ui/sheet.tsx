'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn.ts';
import { IconButton } from './icon-button.tsx';

const sides = {
  right:
    'inset-y-0 right-0 w-full max-w-md data-starting-style:translate-x-6 data-ending-style:translate-x-6 sm:inset-y-2 sm:right-2 sm:rounded-lg',
  left: 'inset-y-0 left-0 w-full max-w-80 data-starting-style:-translate-x-6 data-ending-style:-translate-x-6',
  bottom:
    'inset-x-0 bottom-0 max-h-[85dvh] rounded-t-lg data-starting-style:translate-y-6 data-ending-style:translate-y-6',
} as const;

/** A panel that slides in from an edge, over the page; the phone's place for side panels. */
export function Sheet({
  open,
  onOpenChange,
  trigger,
  title,
  titleHidden,
  side = 'right',
  flush,
  footer,
  className,
  children,
}: {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactElement<Record<string, unknown>>;
  title: ReactNode;
  titleHidden?: boolean;
  side?: keyof typeof sides;
  /** The content brings its own margins. */
  flush?: boolean;
  footer?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={cn(
            'fixed z-40 flex flex-col bg-raised shadow-float outline-none transition-[translate,opacity] duration-180 data-ending-style:opacity-0 data-starting-style:opacity-0',
            sides[side],
            className,
          )}
        >
          <div className={cn('flex items-center gap-3 px-4 py-2.5', !titleHidden && 'border-b')}>
            <Base.Title className={cn('min-w-0 flex-1 truncate font-semibold text-base', titleHidden && 'spoken')}>
              {title}
            </Base.Title>
            <Base.Close
              render={<IconButton label="Close" icon={<X />} size="sm" tooltip={false} className="-mr-1 ml-auto" />}
            />
          </div>
          <div className={cn('min-h-0 flex-1 overflow-y-auto', !flush && 'p-4')}>{children}</div>
          {footer ? <div className="flex justify-end gap-2 border-t px-4 py-3">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
