import type { FindingCategory, Severity } from '../finding.ts';

export type Rule = { category: FindingCategory; severity: Severity; explain: string; example: string };
