import { cn } from '#components/ui/cn.ts';

const rim =
  'M16.00 3.00Q19.65 0.01 21.64 4.29Q26.23 3.18 26.16 7.89Q30.78 8.88 28.67 13.11Q32.40 16.00 28.67 18.89Q30.78 23.12 26.16 24.11Q26.23 28.82 21.64 27.71Q19.65 31.99 16.00 29.00Q12.35 31.99 10.36 27.71Q5.77 28.82 5.84 24.11Q1.22 23.12 3.33 18.89Q-0.40 16.00 3.33 13.11Q1.22 8.88 5.84 7.89Q5.77 3.18 10.36 4.29Q12.35 0.01 16.00 3.00Z';

/** The product's mark: a wafer seal with a C that closes on a decision. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn('size-6 shrink-0', className)}>
      <path d={rim} fill="var(--seal-fill)" />
      <path
        d="M20.6 11.4a6.5 6.5 0 1 0 0 9.2"
        fill="none"
        stroke="var(--on-seal)"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <path d="M20.4 13.2 23.2 16l-2.8 2.8-2.8-2.8Z" fill="var(--on-seal)" />
    </svg>
  );
}
