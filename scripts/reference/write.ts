// npm run docs: writes what the documents say of schemas, kinds, rules, functions and permissions from these themselves.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessReference } from './access-reference.ts';
import { findingsReference } from './findings-reference.ts';
import { workflowReference } from './workflow-reference.ts';

const docs = join(import.meta.dirname, '../../docs');
writeFileSync(join(docs, 'workflow-reference.md'), workflowReference());
writeFileSync(join(docs, 'access.md'), accessReference());
writeFileSync(join(docs, 'findings.md'), findingsReference());
