import { cn } from './cn.ts';
import { initials } from './initials.ts';

const sizes = {
  xs: 'size-5 text-[9px]',
  sm: 'size-6 text-[10px]',
  md: 'size-8 text-xs',
  lg: 'size-12 text-lg',
} as const;

/** A person as initials. Hidden from screen readers: the name stands beside it, or give `named`. */
export function Avatar({
  name,
  size = 'sm',
  named,
  className,
}: {
  name: string;
  size?: keyof typeof sizes;
  named?: boolean;
  className?: string;
}) {
  return (
    <span
      {...(named ? { role: 'img', 'aria-label': name } : { 'aria-hidden': true })}
      title={name}
      className={cn(
        'inline-flex shrink-0 select-none items-center justify-center rounded-full bg-ink-5 font-semibold text-ink-11 tracking-wide',
        sizes[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
