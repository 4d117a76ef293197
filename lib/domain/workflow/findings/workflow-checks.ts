import type { Check } from './check.ts';
import { finding } from './finding.ts';
import { inputDefaultFindings } from './inputs.ts';

/** The workflow as a whole: inputs' defaults, and what good practice asks for. */
export const workflowChecks: Check = ({ workflow }) => [
  ...inputDefaultFindings(workflow.inputs ?? {}),
  ...(workflow.description?.trim()
    ? []
    : [
        finding('practice.description', {
          path: [],
          message: 'The workflow has no description.',
          fix: 'Say in a sentence what it is for.',
        }),
      ]),
];
