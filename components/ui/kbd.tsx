import { cn } from './cn.ts';

/** A key or a chord as printed on the keyboard: `<Kbd keys="Ctrl K" />`. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd className={cn('inline-flex items-center gap-0.5 font-sans text-2xs pointer-coarse:hidden', className)}>
      {keys.split(' ').map((key) => (
        <span
          key={key}
          className="inline-flex h-4 min-w-4 items-center justify-center rounded-xs border border-current/25 px-1 font-medium leading-none"
        >
          {key}
        </span>
      ))}
    </kbd>
  );
}
