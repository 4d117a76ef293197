import type { Rule } from './rule.ts';

export const practiceRules = {
  'practice.description': {
    category: 'practice',
    severity: 'info',
    explain: 'A sentence on what the workflow is for helps those who have to sign it.',
    example: 'no description',
  },
  'practice.more': {
    category: 'practice',
    severity: 'info',
    explain: 'There are more findings than are shown.',
    example: '300 and more findings',
  },
} as const satisfies Record<string, Rule>;
