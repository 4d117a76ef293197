import { ask, otherwiseExpected } from './http/ask.ts';
import { contentOf, mediaTypeIn } from './http/content.ts';
import { errorOf, unexpected } from './http/errors.ts';
import { httpHints } from './http/hints.ts';
import { type HttpParams, httpParams } from './http/params.ts';
import { defineKind, type ExecuteContext, type StepResult } from './kind.ts';

export const httpKind = defineKind({
  kind: 'http',
  label: 'HTTP request',
  group: 'Connect',
  description: 'Asks another server over HTTP and keeps what it answers as status, headers and body.',
  icon: 'globe',
  where: 'driver',
  hints: httpHints,
  summary: ['url'],
  example: {
    id: 'announce',
    kind: 'http',
    with: {
      method: 'POST',
      url: 'https://example.org/api/releases',
      headers: { Authorization: 'Bearer {{ secrets.RELEASE_TOKEN }}' },
      body: { version: '{{ inputs.version }}', notes: '{{ steps.notes.output.text }}' },
      expect: { status: [200, 201] },
    },
    timeout: '30s',
    retry: { max: 3, on: ['network', 'http'] },
  },
  params: httpParams,
  literal: [],
  expressions: [],
  secrets: ['headers.*', 'query.*', 'body'],
  addresses: ['url'],
  texts: ['url', 'artifact'],
  pure: false,
  execute,
});

async function execute(params: HttpParams, context: ExecuteContext): Promise<StepResult> {
  const sent = await ask(params, context);
  if (!sent.ok) return { ok: false, error: errorOf(sent.fault) };
  const { status, headers, body } = sent.answer;
  const expected = otherwiseExpected(params, sent.answer);
  if (expected !== null) return { ok: false, error: unexpected(sent.answer, expected) };
  const contentType = headers['content-type'] ?? '';
  if (params.artifact === undefined) {
    const { warning, ...content } = contentOf(body, contentType);
    return { ok: true, output: { status, headers, ...content }, ...(warning === undefined ? {} : { warning }) };
  }
  const mediaType = mediaTypeIn(contentType) || 'application/octet-stream';
  const artifact = await context.artifacts.put({ name: params.artifact, mediaType, content: body });
  const kept = { artifact: params.artifact, bytes: body.length, mediaType };
  return { ok: true, output: { status, headers, body: kept }, artifacts: [artifact] };
}
