import { z } from 'zod';
import { defineKind } from './kind.ts';

export const workflowKind = defineKind({
  kind: 'workflow',
  label: 'Workflow',
  group: 'Logic',
  description: 'Runs another workflow of the workspace and waits for its end; holds no worker meanwhile.',
  icon: 'workflow',
  where: 'driver',
  hints: {
    workflow: { widget: 'workflow', placeholder: 'deploy', help: 'Slug or id.' },
    version: { help: 'A fixed version.' },
    input: { widget: 'json', placeholder: '{ "target": "{{ inputs.target }}" }', help: 'Its inputs.' },
  },
  summary: ['workflow'],
  example: { id: 'deploy', kind: 'workflow', with: { workflow: 'deploy', input: { target: '{{ inputs.target }}' } } },
  params: z.strictObject({
    workflow: z.string().min(1).max(200).meta({ description: 'Slug or id of a workflow of this workspace.' }),
    version: z.number().int().positive().optional().meta({ description: 'Default: the latest when the step starts.' }),
    input: z.record(z.string(), z.json()).optional().meta({ description: 'Its inputs, by name.' }),
  }),
  literal: [],
  expressions: [],
  pure: true,
  compute: ({ workflow, version = null, input = {} }) => ({
    suspend: { until: null, due: 'fail', child: { workflow, version, input } },
  }),
});
