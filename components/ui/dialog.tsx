'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn.ts';
import { IconButton } from './icon-button.tsx';

const widths = { sm: 'max-w-96', md: 'max-w-lg', lg: 'max-w-3xl', xl: 'max-w-5xl' } as const;

export type DialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** An element that opens it; leave out when `open` is controlled. */
  trigger?: ReactElement<Record<string, unknown>>;
  title: ReactNode;
  description?: ReactNode;
  width?: keyof typeof widths;
  /** Buttons, right-aligned, the main one last. */
  footer?: ReactNode;
  children?: ReactNode;
};

/** A task in the middle of the page. Escape and the scrim close it; focus returns to where it came from. */
export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  width = 'md',
  footer,
  children,
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-center overflow-y-auto sm:items-start sm:px-4 sm:py-[10vh]">
          <Base.Popup
            className={cn(
              'flex max-h-[92dvh] w-full flex-col overflow-hidden rounded-t-lg bg-raised shadow-float outline-none sm:max-h-[80dvh] sm:rounded-lg',
              'transition-[opacity,translate] data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0',
              widths[width],
            )}
          >
            <div className="flex items-start gap-3 px-5 pt-4 pb-3">
              <div className="min-w-0 flex-1">
                <Base.Title className="font-semibold text-lg">{title}</Base.Title>
                {description ? <Base.Description className="mt-0.5 text-muted">{description}</Base.Description> : null}
              </div>
              <Base.Close
                render={<IconButton label="Close" icon={<X />} size="sm" tooltip={false} className="-mr-1.5" />}
              />
            </div>
            {children ? <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div> : null}
            {footer ? (
              <div className="flex flex-wrap items-center justify-end gap-2 border-t bg-ink-2 px-5 py-3 dark:bg-transparent">
                {footer}
              </div>
            ) : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** Closes the dialog or sheet around it; `render` is the button. */
export const DialogClose = Base.Close;
