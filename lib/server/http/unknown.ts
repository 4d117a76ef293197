import { randomUUID } from 'node:crypto';
import { refuse } from '#lib/server/refusal.ts';
import { errorResponse } from './problem.ts';

/** What no call of the API has as its address: 404 as JSON, for every method. */
export async function answerUnknown(request: Request): Promise<Response> {
  return errorResponse(
    refuse('not_found', { detail: 'The API has no such address.', fix: 'See /openapi.json.' }),
    request.headers.get('x-request-id') ?? randomUUID(),
  );
}
