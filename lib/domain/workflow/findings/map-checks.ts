import { didYouMean } from '../../expression/closest-name.ts';
import { nestedSteps } from '../normal.ts';
import { onEachList } from './check.ts';
import { type Finding, finding } from './finding.ts';

/** Maps: that there is something to do for each item, and one result of it. */
export const mapChecks = onEachList((_checked, list) =>
  list.steps.flatMap((map, index) => {
    if (map.kind !== 'map') return [];
    const findings: Finding[] = [];
    const path = [...list.path, index];
    const add = (key: (string | number)[], message: string, fix: string) =>
      findings.push(finding('logic.map', { step: map.id, path: [...path, ...key], message, fix }));
    if (list.role === 'nested')
      add(
        ['kind'],
        `"${map.id}" is a map inside of a map.`,
        'Put the inner map into a workflow of its own and run that with a step of kind workflow.',
      );
    if (map.with?.steps === undefined)
      add(['with'], `The map "${map.id}" has no steps.`, 'Add with.steps: what is done for each item.');
    const { output } = map.with ?? {};
    const ids = nestedSteps(map).map(({ id }) => id);
    if (typeof output === 'string' && ids.length > 0 && !ids.includes(output))
      add(
        ['with', 'output'],
        `The map "${map.id}" has no step "${output.slice(0, 100)}".`,
        `Name one of ${ids.slice(0, 12).join(', ')}.${didYouMean(output, ids)}`,
      );
    return findings;
  }),
);
