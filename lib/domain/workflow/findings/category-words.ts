import type { FindingCategory } from './finding.ts';

/** What the kinds of findings are called, in the order in which they are shown. */
export const categoryWords: Readonly<Record<FindingCategory, { label: string; about: string }>> = {
  syntax: { label: 'Syntax', about: 'Whether the file can be read, and every key and value has the right form.' },
  logic: { label: 'Logic', about: 'Whether the steps can run in some order, and everything they name is there.' },
  gate: { label: 'Gates', about: 'Whether somebody can decide, and every decision leads somewhere.' },
  security: { label: 'Security', about: 'Whether values stay values, and secrets stay secret.' },
  performance: { label: 'Performance', about: 'Where time is lost for nothing.' },
  practice: { label: 'Good practice', about: 'What helps those who come after.' },
};
