import { z } from 'zod';
import { defineKind } from './kind.ts';
import { mediaTypeOf } from './media-type.ts';

export const templateKind = defineKind({
  kind: 'template',
  label: 'Template',
  group: 'Data',
  description: 'Writes a text from what is known so far, and keeps it as a file if you name one.',
  icon: 'file-text',
  where: 'driver',
  hints: {
    template: {
      widget: 'template',
      placeholder: '# Notes\n{{ steps.history.output.stdout }}',
      help: 'Liquid: {{ value }}, {% for item in list %} … {% endfor %}, {% if … %} … {% endif %}.',
    },
    artifact: { widget: 'text', placeholder: 'notes.md', help: 'Keeps the text as a file of this name.' },
  },
  summary: ['artifact', 'template'],
  example: { id: 'notes', kind: 'template', with: { template: 'Hello {{ inputs.name }}', artifact: 'hello.md' } },
  params: z.strictObject({
    template: z.string().meta({ description: 'The text, with {{ … }} where values go.' }),
    artifact: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^/\\\0]+$/, 'must be a file name, without a path')
      .optional()
      .meta({ description: 'Name of the file to keep it as.' }),
  }),
  literal: [],
  expressions: [],
  texts: ['template', 'artifact'],
  pure: true,
  // The engine has rendered it with the other parameters, so that a gate before this step shows the text itself.
  compute: ({ template, artifact }) => ({
    ok: true,
    output: { text: template },
    ...(artifact ? { files: [{ name: artifact, mediaType: mediaTypeOf(artifact), content: template }] } : {}),
  }),
});
