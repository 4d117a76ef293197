import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

const look = cva(
  'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-2xs',
  {
    variants: {
      tone: {
        neutral: 'bg-ink-4 text-muted',
        accent: 'bg-accent-soft text-accent',
        seal: 'bg-seal-soft text-seal-text',
        danger: 'bg-danger-soft text-danger',
        good: 'bg-good-soft text-good',
        outline: 'border text-muted',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

/** A word about a thing: draft, owner, self-signed. Statuses use StatusPill. */
export function Badge({
  tone,
  className,
  children,
}: VariantProps<typeof look> & { className?: string; children: ReactNode }) {
  return <span className={cn(look({ tone }), className)}>{children}</span>;
}

/** A number that asks for attention; nothing when it is 0. */
export function Count({ value, label, className }: { value: number; label: string; className?: string }) {
  if (value <= 0) return null;
  return (
    <span
      className={cn(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-seal-fill px-1 font-semibold text-2xs text-on-seal tabular-nums',
        className,
      )}
    >
      <span aria-hidden="true">{value > 99 ? '99+' : value}</span>
      <span className="spoken">{` ${value} ${label}`}</span>
    </span>
  );
}
