import { workflowJsonSchema } from '#lib/domain/workflow/json-schema.ts';
import { Answer } from './answer.ts';
import { openApiDocument } from './openapi.ts';
import { securityHeaders } from './security-headers.ts';

const made = new Map<string, Answer>();

/** Neither changes while this process lives, and writing one out takes longer than most calls. */
async function once(name: string, make: () => Answer): Promise<Answer> {
  const answer = made.get(name) ?? make();
  made.set(name, answer);
  return answer;
}

/** What tools read: the API described, and the workflow file as JSON Schema, which editors fetch from other origins. */
export const documents = {
  '/openapi.json': () => once('api', () => Answer.json(openApiDocument(), 200, securityHeaders)),
  '/schema/workflow.json': () =>
    once('workflow', () =>
      Answer.json(workflowJsonSchema(), 200, {
        ...securityHeaders,
        'access-control-allow-origin': '*',
        'content-type': 'application/schema+json',
      }),
    ),
} as const satisfies Record<string, () => Promise<Answer>>;
