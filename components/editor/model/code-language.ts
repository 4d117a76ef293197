import type { CodeOffer } from '#components/ui/code-field.tsx';
import { type Code, completeAt, nameAt, shortJson } from '#lib/domain/expression/complete.ts';
import { checkExpression, evaluate } from '#lib/domain/expression/evaluate.ts';
import { type NameInSight, typeOf } from '#lib/domain/expression/sight.ts';
import { filterNames } from '#lib/domain/template/engine.ts';
import { checkTemplate, render, renderValue } from '#lib/domain/template/render.ts';
import type { Json } from '#lib/domain/workflow/json.ts';

/** What is offered at a place of an expression or a template. */
export function offers(names: readonly NameInSight[], code: Code): CodeOffer | null {
  const found = completeAt(names, code, filterNames);
  return found && { from: found.from, options: found.candidates.map(({ text, type, doc }) => ({ text, type, doc })) };
}

/** What the name under the pointer is, and was in the last run. */
export function meaning(names: readonly NameInSight[], code: Code): { from: number; to: number; text: string } | null {
  const found = nameAt(names, code);
  if (!found) return null;
  const { from, to, type, doc, value } = found;
  const was = value === undefined ? '' : `last run: ${shortJson(value)}`;
  return { from, to, text: [type, doc, was].filter(Boolean).join(' · ') };
}

/** `wrong`: it can never work. `later`: it needs a value that no run has given yet. */
export type Told = { is: 'value'; text: string } | { is: 'wrong' | 'later'; text: string };

/** What an expression or template gives for these values. */
export function told(language: Code['language'], text: string, scope: Record<string, unknown>): Told {
  const wrong = language === 'cel' ? checkExpression(text) : checkTemplate(text);
  if (wrong) return { is: 'wrong', text: [wrong.message, wrong.fix].filter(Boolean).join(' ') };
  const result = language === 'cel' ? evaluate(text, scope) : render(text, scope);
  if (!result.ok) return { is: 'later', text: result.error.message };
  return { is: 'value', text: inWords(result.value) };
}

/** What a value with templates inside of it gives. */
export function toldWhole(value: Json, scope: Record<string, unknown>): Told {
  const result = renderValue(value, scope);
  if (result.ok) return { is: 'value', text: cut(JSON.stringify(result.value)) };
  const { message, place } = result.error;
  return { is: 'later', text: place ? `${place}: ${message}` : message };
}

const longest = 400;
const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** A value as one reads it: a text as it is, a list with its length. */
export function inWords(value: Json): string {
  if (typeof value === 'string') return cut(value);
  const size = Array.isArray(value) ? `${value.length} ${value.length === 1 ? 'entry' : 'entries'}: ` : '';
  return typeOf(value) === 'empty' ? 'nothing' : `${size}${shortJson(value)}`;
}
