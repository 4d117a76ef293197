import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workflowReference } from '../scripts/reference/workflow-reference.ts';

it('keeps the workflow reference as the schemas say (npm run docs writes it anew)', () => {
  const kept = readFileSync(join(import.meta.dirname, '../docs/workflow-reference.md'), 'utf8');
  expect(kept).toBe(workflowReference());
});
