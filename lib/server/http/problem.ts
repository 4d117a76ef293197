import { type Problem, type ProblemCode, problems } from '#lib/contracts/problem.ts';
import { isDatabaseAway } from '#lib/server/database-away.ts';
import { log } from '#lib/server/log.ts';
import { isRefusal, type RefusalDetails, refuse } from '#lib/server/refusal.ts';
import { Answer } from './answer.ts';
import { apiHeaders } from './security-headers.ts';

/** The problem+json answer of a coded error. */
export function problemAnswer(code: ProblemCode, details: RefusalDetails, requestId: string): Answer<string> {
  const { status, title } = problems[code];
  const { headers, cause: _, ...told } = details;
  const body: Problem = { type: `/problems/${code}`, title, status, code, ...told, requestId };
  return Answer.json(body, status, {
    ...apiHeaders,
    'content-type': 'application/problem+json',
    'x-request-id': requestId,
    ...headers,
  });
}

/** Whatever was thrown as an answer; what nobody expected is logged whole and told as `internal` without a word of it. */
export function errorAnswer(error: unknown, requestId: string): Answer<string> {
  const refusal = isRefusal(error) ? error : fromDatabase(error);
  if (refusal) return problemAnswer(refusal.code, refusal.details, requestId);
  log().error({ requestId, err: error }, 'A request failed unexpectedly');
  return problemAnswer('internal', { detail: 'This was logged under the request id.' }, requestId);
}

const busy = new Set(['40001', '40P01', '55P03']);

/** What the database refuses for a reason that is not ours: values it cannot hold, a lost race, or that it is away. */
function fromDatabase(error: unknown) {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const retry = { headers: { 'retry-after': '1' }, cause: error };
  if (code.startsWith('22')) return refuse('invalid_request', { detail: 'A value cannot be stored.', cause: error });
  if (busy.has(code)) return refuse('unavailable', { detail: 'Too much happened at once; try again.', ...retry });
  if (isDatabaseAway(error)) return refuse('unavailable', { detail: 'The database cannot be reached.', ...retry });
  return null;
}
