import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { permissionGroups, permissionNames } from '#lib/domain/access/permissions.ts';
import { findingsOf } from '#lib/domain/workflow/findings/findings-of.ts';
import { parseWorkflowText, printWorkflow } from '#lib/domain/workflow/yaml.ts';
import { kindCatalogue } from '#lib/steps/registry.ts';
import { accessReference } from '../scripts/reference/access-reference.ts';
import { findingsReference } from '../scripts/reference/findings-reference.ts';
import { examples } from '../scripts/reference/language-reference.ts';
import { workflowReference } from '../scripts/reference/workflow-reference.ts';

const kept = (file: string) => readFileSync(join(import.meta.dirname, '../docs', file), 'utf8');

it('keeps the workflow reference as the schemas say (npm run docs writes it anew)', () => {
  expect(kept('workflow-reference.md')).toBe(workflowReference());
});

it('keeps the table of roles and permissions as the server decides (npm run docs writes it anew)', () => {
  expect(kept('access.md')).toBe(accessReference());
});

it('keeps every rule of the findings with its example (npm run docs writes it anew)', () => {
  expect(kept('findings.md')).toBe(findingsReference());
});

it('shows every permission once, under what it is about', () => {
  expect(permissionGroups.flatMap((group) => group.permissions).toSorted()).toEqual(permissionNames.toSorted());
});

it.each(Object.entries(examples))(
  'gives an example of %s in which nothing is wrong, and that comes back from printing',
  (_, text) => {
    const inputs = 'inputs: { files: { type: array }, day: { type: string }, target: { type: string } }';
    const { workflow, findings } = parseWorkflowText(`name: example\ndescription: d\n${inputs}\n${text}`);
    expect(findings).toEqual([]);
    expect(findingsOf(workflow!, kindCatalogue)).toEqual([]);
    expect(parseWorkflowText(printWorkflow(workflow!)).workflow).toEqual(workflow);
  },
);
