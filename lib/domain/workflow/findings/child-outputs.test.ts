import { expect, it } from 'vitest';
import { kindCatalogue } from '#lib/steps/registry.ts';
import { workflowSchema } from '../spec.ts';
import { findingsOf } from './findings-of.ts';

const deploy = {
  slug: 'deploy',
  latest: 2,
  inputs: {},
  outputs: { url: 'string', hosts: 'array', notes: null },
} as const;

function found(template: string, more: object = {}) {
  const workflow = workflowSchema.parse({
    name: 'w',
    description: 'd',
    steps: [
      { id: 'child', kind: 'workflow', with: { workflow: 'deploy', ...more } },
      { id: 'say', kind: 'template', needs: ['child'], with: { template } },
    ],
  });
  const known = { secretNames: null, workflows: new Map([['deploy', deploy]]) };
  return findingsOf(workflow, kindCatalogue, known).filter(({ rule }) => rule === 'logic.childOutput');
}

it('tells of an output that a child run does not give, and of reading into a plain one', () => {
  expect(found('{{ steps.child.output.outputs.ulr }}')).toMatchObject([
    { step: 'say', path: ['steps', 1, 'with', 'template'], fix: expect.stringContaining('Did you mean "url"?') },
  ]);
  expect(found('{{ steps.child.output.outputs.url.host }}')).toMatchObject([
    { message: 'The output url of "deploy" is a text, so there is no "host" in it.' },
  ]);
});

it('says nothing of what may be there', () => {
  expect(found('{{ steps.child.output.outputs.url }} {{ steps.child.output.outputs.hosts.first }}')).toEqual([]);
  expect(found('{{ steps.child.output.outputs.notes.any }} {{ steps.child.output.number }}')).toEqual([]);
  // What an older version gives is not known here.
  expect(found('{{ steps.child.output.outputs.other }}', { version: 1 })).toEqual([]);
});
