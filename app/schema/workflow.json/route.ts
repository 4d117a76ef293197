import { workflowJsonSchema } from '#lib/domain/workflow/json-schema.ts';
import { securityHeaders } from '#lib/server/http/security-headers.ts';

export const dynamic = 'force-dynamic';

/** The workflow file as JSON Schema, for editors. */
export function GET(): Response {
  return Response.json(workflowJsonSchema(), {
    headers: { ...securityHeaders, 'access-control-allow-origin': '*', 'content-type': 'application/schema+json' },
  });
}
