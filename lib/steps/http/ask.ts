import type { EgressAnswer, EgressHop } from '#lib/engine/step-ports.ts';
import type { ExecuteContext } from '../kind.ts';
import type { HttpParams } from './params.ts';
import { requestOf } from './request.ts';

const defaultBytes = 1024 * 1024;
const defaultRedirects = 5;

/** Sends the request, telling each hop in the step's log. */
export function ask(params: HttpParams, context: ExecuteContext, timeoutMs = context.timeoutMs) {
  return context.egress.send(
    { workspaceId: context.workspaceId },
    {
      ...requestOf(params, context),
      redirects: params.redirects ?? defaultRedirects,
      timeoutMs,
      maxBytes: params.maxBytes ?? defaultBytes,
      signal: context.signal,
      onHop: (hop) => context.logs.write({ stream: 'system', text: `${lineOf(hop)}\n` }),
    },
  );
}

/** What counts as success, in words; null when the answer is such. */
export function otherwiseExpected({ expect }: HttpParams, { status }: EgressAnswer): string | null {
  const expected = expect?.status ?? ['2xx'];
  const fits = expected.some((one) => one === status || one === `${Math.floor(status / 100)}xx`);
  return fits ? null : expected.join(' or ');
}

function lineOf(hop: EgressHop): string {
  if (hop.type === 'sent') return `→ ${hop.method} ${hop.url}`;
  const size = hop.bytes === null ? '' : `, ${sizeText(hop.bytes)}`;
  return `← ${hop.status} in ${hop.ms} ms${size}`;
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
