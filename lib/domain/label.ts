import { z } from 'zod';

/** Short words by which people find runs again: `release`, `team/payments`, `env:prod`. */
export const labelSchema = z
  .string()
  .regex(/^[A-Za-z0-9._:/-]{1,60}$/, 'must be 1 to 60 letters, digits and signs of . _ : / -');

export const mostLabels = 20;

export const labelsSchema = z
  .array(labelSchema)
  .max(mostLabels)
  .superRefine((labels, context) => {
    for (const [index, label] of labels.entries())
      if (labels.indexOf(label) < index)
        context.addIssue({
          code: 'custom',
          path: [index],
          message: 'is there already',
          params: { fix: `Remove one "${label}": each label is given once.` },
        });
  })
  .meta({ uniqueItems: true });

/** Those of a run: its workflow's, then the ones given at its start, each once. */
export const labelsOf = (workflows: readonly string[], given: readonly string[]): string[] => [
  ...new Set([...workflows, ...given]),
];

/** What was typed or pasted as the labels it names: blanks, commas and semicolons part them. */
export const labelsIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
