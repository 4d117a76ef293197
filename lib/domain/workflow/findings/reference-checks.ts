import { matchesPath } from '../../template/path-pattern.ts';
import type { Json } from '../json.ts';
import { type Check, gatesOf } from './check.ts';
import type { Finding } from './finding.ts';
import { aliasesOf } from './names.ts';
import { readerOf } from './reader.ts';
import { everywhere, type Unit, unitsOf } from './unit.ts';
import { textsIn } from './value-walk.ts';

/** Expressions and templates: that they can be read, and that every name they read is provided, and before the step. */
export const referenceChecks: Check = (checked) => {
  const { workflow } = checked;
  const { aliases, findings } = aliasesOf(checked);
  const reader = readerOf(checked, aliases);
  const ofUnit = ({ role, path, at, from, given, rules }: Unit): Finding[] => {
    const own: Finding[] = [];
    const { step } = from;
    if (role === 'step' && step?.when !== undefined)
      own.push(...reader.condition(step.when, [...path, 'when'], { ...from, guarded: true }));
    if (role === 'step' && step)
      for (const [nth, { reviewers, placement }] of gatesOf(step).entries())
        if (reviewers?.expression !== undefined)
          own.push(
            ...reader.expression(
              reviewers.expression,
              [...path, 'gate', ...(Array.isArray(step.gate) ? [nth] : []), 'reviewers', 'expression'],
              { ...from, after: step.kind !== 'gate' && placement !== 'before', guarded: true },
            ),
          );
    if (role === 'step' && step?.cache?.key !== undefined)
      own.push(...reader.template(step.cache.key, [...path, 'cache', 'key'], from, false));
    for (const { text, path: inner, role: of } of textsIn(given, rules)) {
      const place = [...at, ...inner];
      const keys = inner.map(String);
      const maySeal = rules?.secrets !== undefined && matchesPath(keys, rules.secrets);
      if (of === 'expression') {
        const { source, names } = rules?.readAs?.(text, keys.join('.')) ?? { source: text, names: [] };
        own.push(...reader.expression(source, place, from, names));
      } else if (of === 'template') own.push(...reader.template(text, place, from, maySeal));
    }
    return own;
  };
  return [
    ...findings,
    ...unitsOf(checked).flatMap(ofUnit),
    ...(workflow.rules ?? []).flatMap(({ when }, index) =>
      reader.condition(when, ['rules', index, 'when'], everywhere),
    ),
    ...(workflow.concurrency
      ? reader.template(workflow.concurrency.key, ['concurrency', 'key'], everywhere, false)
      : []),
    ...textsIn((workflow.outputs ?? {}) as Json, undefined).flatMap(({ text, path, role }) =>
      role === 'template' ? reader.template(text, ['outputs', ...path], everywhere, false) : [],
    ),
  ];
};
