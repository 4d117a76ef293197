import { z } from 'zod';
import type { JsonObject } from './json.ts';
import { workflowSchema } from './spec.ts';

let schema: JsonObject | undefined;

/** The workflow file as JSON Schema (draft 2020-12), for editors and for GET /schema/workflow.json. */
export function workflowJsonSchema(): JsonObject {
  schema ??= z.toJSONSchema(workflowSchema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    reused: 'ref',
  }) as JsonObject;
  return schema;
}
