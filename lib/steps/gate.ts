import { z } from 'zod';
import { identifier } from '#lib/domain/workflow/identifier.ts';
import { defineKind } from './kind.ts';

export const gateKind = defineKind({
  kind: 'gate',
  label: 'Gate',
  group: 'People',
  description: 'Asks people before the run goes on. Its named outcomes are edges.',
  icon: 'stamp',
  where: 'driver',
  hints: {
    payload: { widget: 'json', help: 'What the reviewer is shown and may edit.' },
    rework: { help: 'Steps that start over when the reviewer sends the work back.' },
  },
  summary: ['payload'],
  example: {
    id: 'sign',
    kind: 'gate',
    with: { payload: { notes: '{{ steps.notes.output.text }}' }, rework: ['notes'] },
    gate: { title: 'Ship it?', outcomes: ['ship', 'wait'] },
  },
  params: z.strictObject({
    payload: z.json().optional().meta({ description: 'What the reviewer is shown.' }),
    rework: z.array(identifier).max(1000).optional().meta({ description: 'Steps that a retry starts over.' }),
  }),
  literal: ['rework'],
  expressions: [],
  pure: false,
  gate: true,
});
