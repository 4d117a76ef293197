import type { Rule } from './rule.ts';

export const performanceRules = {
  'performance.idleNeed': {
    category: 'performance',
    severity: 'info',
    explain:
      'A step waits for another one whose result neither it nor anything after it reads; both could run at once.',
    example: 'notes needs [sum], and nothing reads steps.sum',
  },
} as const satisfies Record<string, Rule>;
