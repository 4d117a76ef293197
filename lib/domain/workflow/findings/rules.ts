import { gateRules } from './rules/gate.ts';
import { languageRules } from './rules/language.ts';
import { logicRules } from './rules/logic.ts';
import { performanceRules } from './rules/performance.ts';
import { practiceRules } from './rules/practice.ts';
import type { Rule } from './rules/rule.ts';
import { securityRules } from './rules/security.ts';
import { syntaxRules } from './rules/syntax.ts';

/** Every rule, once: the checks, the documents and the editor's help are made from this table. */
export const rules = {
  ...syntaxRules,
  ...logicRules,
  ...languageRules,
  ...gateRules,
  ...securityRules,
  ...performanceRules,
  ...practiceRules,
} as const satisfies Record<string, Rule>;

export type RuleCode = keyof typeof rules;
