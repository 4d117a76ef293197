// npm run docs: writes docs/workflow-reference.md from the schemas, the kinds, the rules and the functions.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workflowReference } from './workflow-reference.ts';

writeFileSync(join(import.meta.dirname, '../../docs/workflow-reference.md'), workflowReference());
