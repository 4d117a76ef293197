import { isRead } from '#lib/domain/egress/method.ts';
import { readTarget } from '#lib/domain/egress/target.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Mask } from '#lib/engine/mask.ts';
import type { EgressRequest } from '#lib/engine/step-ports.ts';
import { isObject } from '../is-object.ts';
import { asText } from '../kind.ts';
import type { HttpParams } from './params.ts';

type Built = Pick<EgressRequest, 'method' | 'url' | 'headers' | 'body' | 'credentialHeaders' | 'sealedBody'>;

const form = 'application/x-www-form-urlencoded';

/** The request that the parameters ask for. What holds a sealed value is known by the mask hiding something in it. */
export function requestOf(
  { method = 'GET', url, headers = {}, query = {}, body }: HttpParams,
  { idempotencyKey, mask }: { idempotencyKey: string; mask: Pick<Mask, 'text'> },
): Built {
  const sealed = (text: string) => mask.text(text) !== text;
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), asText(value as Json)] as const);
  const all = new Map<string, string>([['user-agent', 'countersign'], ...given]);
  if (!isRead(method) && !all.has('idempotency-key')) all.set('idempotency-key', idempotencyKey);
  const content = body === undefined ? undefined : contentOf(body as Json, all.get('content-type') ?? '');
  if (content && !all.has('content-type')) all.set('content-type', content.mediaType);
  return {
    method,
    url: withQuery(url, query as Record<string, Json>),
    headers: Object.fromEntries(all),
    ...(content ? { body: content.text, sealedBody: sealed(content.text) } : {}),
    credentialHeaders: given.filter(([, value]) => sealed(value)).map(([name]) => name),
  };
}

function withQuery(text: string, query: Record<string, Json>): string {
  const read = readTarget(text);
  const added = pairs(query);
  if ('problem' in read || added.length === 0) return text;
  const { url } = read.target;
  const more = new URLSearchParams(added).toString();
  // The address's own query stays as its author wrote it.
  url.search = url.search.length > 1 ? `${url.search}&${more}` : more;
  return url.href;
}

function contentOf(body: Json, contentType: string): { text: string; mediaType: string } {
  if (typeof body === 'string') return { text: body, mediaType: 'text/plain; charset=utf-8' };
  if (contentType.toLowerCase().startsWith(form) && isObject(body))
    return { text: new URLSearchParams(pairs(body)).toString(), mediaType: form };
  return { text: JSON.stringify(body), mediaType: 'application/json' };
}

function pairs(values: Record<string, Json>): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === null) return [];
    return (Array.isArray(value) ? value : [value]).map((item): [string, string] => [name, oneLine(item)]);
  });
}

const oneLine = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
