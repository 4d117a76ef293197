import { z } from 'zod';
import { stepSchema } from '#lib/domain/workflow/spec.ts';
import { defineKind } from './kind.ts';

const mapParams = z.strictObject({
  over: z
    .array(z.json())
    .max(10_000)
    .meta({ description: 'The list, usually {{ inputs.… }} or {{ steps.….output }}.' }),
  as: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,99}$/)
    .optional()
    .meta({ description: 'What the steps call the item at hand. Default item; its place is `index`, from 0.' }),
  concurrency: z.number().int().min(1).max(1000).optional().meta({ description: 'Items at once. Default 10.' }),
  steps: z.array(stepSchema).min(1).max(50).optional().meta({ description: 'What is done for each item.' }),
  output: z.string().optional().meta({
    description: 'The step whose output is the result of an item. Default: the one that no other step needs.',
  }),
  onItemFailure: z.enum(['fail', 'continue']).optional().meta({
    description: 'fail (default): no further item begins, and the step fails. continue: all are done.',
  }),
});

export const mapKind = defineKind({
  kind: 'map',
  label: 'Map',
  group: 'Logic',
  description: 'Does its steps for each item of a list, a few at a time.',
  icon: 'layers',
  where: 'driver',
  hints: {
    over: { widget: 'json', placeholder: '{{ inputs.files }}', help: 'The list.' },
    as: { widget: 'text', placeholder: 'item', help: 'Name of the item at hand.' },
    concurrency: { help: 'Items at once.' },
    steps: { widget: 'json', help: 'Steps for each item, as in the workflow file.' },
    output: { widget: 'text', help: 'Step whose output counts.' },
    onItemFailure: {
      placeholder: 'fail',
      help: 'When an item fails: fail begins no further one; continue does them all.',
    },
  },
  summary: ['over'],
  example: {
    id: 'scan',
    kind: 'map',
    with: {
      over: '{{ inputs.files }}',
      as: 'file',
      steps: [{ id: 'size', kind: 'shell', with: { run: 'wc -c < "$FILE"', env: { FILE: '{{ file }}' } } }],
    },
  },
  params: mapParams,
  literal: ['steps', 'output', 'as', 'onItemFailure'],
  expressions: [],
  pure: false,
  map: true,
});
