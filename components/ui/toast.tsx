'use client';
import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { Toaster as Sonner, toast as sonner } from 'sonner';
import { ApiError } from '#lib/client/api-error.ts';
import { Spinner } from './spinner.tsx';

/** Where toasts appear; placed once, in the root layout. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      // Clear of the bars at the bottom: what can be decided, and on a phone the places.
      offset={{ right: 16, bottom: 68 }}
      mobileOffset={{ left: 16, right: 16, bottom: 72 }}
      icons={{
        success: <CircleCheck className="size-4 text-good" />,
        error: <CircleAlert className="size-4 text-danger" />,
        info: <Info className="size-4 text-muted" />,
        loading: <Spinner />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'pointer-events-auto flex w-full sm:w-90 items-start gap-2.5 rounded-lg bg-raised px-3.5 py-3 text-sm shadow-float font-sans',
          icon: 'mt-0.5 shrink-0',
          content: 'min-w-0 flex-1',
          title: 'font-medium',
          description: 'text-muted text-xs mt-0.5',
          actionButton: 'shrink-0 rounded-sm px-1.5 font-medium text-accent hover:bg-hover',
        },
      }}
    />
  );
}

type Action = { label: string; onClick: () => void };

/** Short news at the corner of the page; what must be answered belongs in a dialog, what is wrong beside its field. */
export const toast = {
  done: (message: string, options?: { description?: string; action?: Action }) => sonner.success(message, options),
  info: (message: string, options?: { description?: string; action?: Action }) => sonner.info(message, options),
  /** Says what failed and what to do. Takes whatever was thrown. */
  failed: (error: unknown, what?: string) => {
    const cause = ApiError.from(error);
    return sonner.error(what ?? cause.title, {
      description: [what ? cause.title : cause.detail, cause.fix].filter(Boolean).join(' ') || undefined,
      duration: 8000,
    });
  },
  dismiss: (id?: string | number) => sonner.dismiss(id),
};
