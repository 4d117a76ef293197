'use client';
import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { ApiError } from '#lib/client/api-error.ts';
import { cn } from './cn.ts';

const icons = {
  done: <CircleCheck className="size-4 text-good" />,
  info: <Info className="size-4 text-muted" />,
  failed: <CircleAlert className="size-4 text-danger" />,
};
type Kind = keyof typeof icons;
type Data = { kind: Kind };

const manager = Toast.createToastManager<Data>();

/** Where toasts appear; placed once, in the root layout. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={manager} timeout={4000} limit={3}>
      <Toast.Portal>
        {/* Clear of the bars at the bottom: what can be decided, and on a phone the places. */}
        <Toast.Viewport className="pointer-events-none fixed inset-x-4 bottom-18 z-100 flex flex-col items-end gap-2 outline-none sm:bottom-17 sm:left-auto">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager<Data>();
  return toasts.map((each) => (
    <Toast.Root
      key={each.id}
      toast={each}
      swipeDirection={['right', 'down']}
      // News, no dialog: the region around it reads it out.
      role="group"
      // biome-ignore lint/a11y/useValidAriaValues: takes away what belongs to a dialog alone
      aria-modal={undefined}
      className={cn(
        'pointer-events-auto w-full rounded-lg bg-raised font-sans text-sm shadow-float sm:w-90',
        'translate-x-(--toast-swipe-movement-x) translate-y-(--toast-swipe-movement-y) transition-[opacity,translate] duration-200',
        'data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0',
        'focus-visible:outline-2 focus-visible:outline-accent',
      )}
    >
      <Toast.Content className="flex items-start gap-2.5 px-3.5 py-3">
        <span className="mt-0.5 shrink-0">{icons[each.data?.kind ?? 'info']}</span>
        <div className="min-w-0 flex-1">
          <Toast.Title render={<div />} className="font-medium" />
          <Toast.Description className="mt-0.5 text-muted text-xs" />
        </div>
        <Toast.Action className="shrink-0 rounded-sm px-1.5 font-medium text-accent hover:bg-hover" />
      </Toast.Content>
    </Toast.Root>
  ));
}

type Action = { label: string; onClick: () => void };
type Options = { description?: string; action?: Action };

function show(kind: Kind, title: string, { description, action }: Options = {}, timeout?: number): string {
  const id = manager.add({
    title,
    description,
    data: { kind },
    ...(timeout !== undefined && { timeout }),
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          manager.close(id);
          action.onClick();
        },
      },
    }),
  });
  return id;
}

/** Short news at the corner of the page; what must be answered belongs in a dialog, what is wrong beside its field. */
export const toast = {
  done: (message: string, options?: Options) => show('done', message, options),
  info: (message: string, options?: Options) => show('info', message, options),
  /** Says what failed and what to do. Takes whatever was thrown. */
  failed: (error: unknown, what?: string) => {
    const cause = ApiError.from(error);
    const description = [what ? cause.title : cause.detail, cause.fix].filter(Boolean).join(' ') || undefined;
    return show('failed', what ?? cause.title, { description }, 8000);
  },
};
