import { openApiDocument } from '#lib/server/http/openapi.ts';
import { securityHeaders } from '#lib/server/http/security-headers.ts';

export const dynamic = 'force-dynamic';

/** The API described, for people's tools. */
export function GET(): Response {
  return Response.json(openApiDocument(), { headers: securityHeaders });
}
