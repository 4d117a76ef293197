import { cn } from '#components/ui/cn.ts';

const node = { fill: 'var(--surface)', stroke: 'var(--line-strong)', strokeWidth: 1.25 } as const;
const wire = { fill: 'none', stroke: 'var(--ink-8)', strokeWidth: 1.25 } as const;

function Box({ x, y, tone, line }: { x: number; y: number; tone: string; line: number }) {
  return (
    <g>
      <rect x={x} y={y} width="104" height="46" rx="8" {...node} />
      <circle cx={x + 18} cy={y + 23} r="6.5" fill={tone} />
      <path d={`M${x + 34} ${y + 18}h${line}`} stroke="var(--ink-9)" strokeWidth="4" strokeLinecap="round" />
      <path d={`M${x + 34} ${y + 29}h${line - 16}`} stroke="var(--ink-6)" strokeWidth="3" strokeLinecap="round" />
    </g>
  );
}

/** The idea in one drawing: three steps in ink, a seal on the edge between the second and what follows. */
export function SignedGraphPicture({ className }: { className?: string }) {
  const done = 'var(--status-succeeded)';
  return (
    <svg viewBox="0 0 440 190" aria-hidden="true" className={cn('h-auto w-full max-w-110', className)}>
      <path d="M112 63h36" {...wire} />
      <path d="M252 63h92M252 63h24c14 0 16 6 16 20v40c0 14 4 20 18 20h18" {...wire} />
      <Box x={8} y={40} tone={done} line={52} />
      <Box x={148} y={40} tone={done} line={44} />
      <Box x={328} y={40} tone="var(--status-running)" line={50} />
      <Box x={328} y={120} tone="var(--ink-7)" line={42} />
      <g transform="translate(268 39)">
        <path
          transform="scale(1.5)"
          d="M16.00 3.00Q19.65 0.01 21.64 4.29Q26.23 3.18 26.16 7.89Q30.78 8.88 28.67 13.11Q32.40 16.00 28.67 18.89Q30.78 23.12 26.16 24.11Q26.23 28.82 21.64 27.71Q19.65 31.99 16.00 29.00Q12.35 31.99 10.36 27.71Q5.77 28.82 5.84 24.11Q1.22 23.12 3.33 18.89Q-0.40 16.00 3.33 13.11Q1.22 8.88 5.84 7.89Q5.77 3.18 10.36 4.29Q12.35 0.01 16.00 3.00Z"
          fill="var(--seal-fill)"
        />
        <path
          d="m17 24.5 5 5 9.5-10.5"
          fill="none"
          stroke="var(--on-seal)"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </g>
      <path
        d="M170 142c10-14 18-14 20-4s8 8 14-2 12-10 14 0 8 10 18-2 14-8 18-2"
        fill="none"
        stroke="var(--seal)"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
      <path d="M166 156h92" stroke="var(--line-strong)" strokeWidth="1" />
    </svg>
  );
}
