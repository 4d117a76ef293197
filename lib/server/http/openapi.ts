import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { type ProblemCode, problemSchema, problems } from '#lib/contracts/problem.ts';
import { permissions } from '#lib/domain/access/permissions.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

let made: ReturnType<typeof createDocument> | undefined;

/** The OpenAPI 3.1 document of the whole API, made from the registry that the routes themselves run by. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  made ??= createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Countersign',
        version: '1',
        description:
          'Errors are application/problem+json with a stable `code`. Lists answer `{items, nextCursor}`. Writes take an `Idempotency-Key`: a repeat with the same key has one effect and gets the same answer.',
      },
      servers: [{ url: '/' }],
      security: [{ key: [] }, { session: [] }],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'An API key, `csk_…`' },
          session: { type: 'apiKey', in: 'cookie', name: 'countersign.session', description: 'A signed-in browser' },
        },
      },
      paths: pathsOf(routes),
    },
    { allowEmptySchema: { custom: true } },
  );
  return made;
}

function pathsOf(all: readonly Route[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of all) {
    paths[route.path] ??= {};
    Object.assign(paths[route.path] ?? {}, { [route.method.toLowerCase()]: operationOf(route) });
  }
  return paths;
}

const id = z.string();

function operationOf(route: Route): ZodOpenApiOperationObject {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  const path = route.params ?? z.object(Object.fromEntries(names.map((name) => [name, id])));
  const writes = route.method !== 'GET' && route.access !== 'public' && route.idempotent !== false;
  return {
    operationId: `${route.method.toLowerCase()}${route.path.slice('/api/v1'.length).replaceAll(/[/{}]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    description: accessOf(route),
    tags: [route.tag],
    ...(route.access === 'public' ? { security: [] } : {}),
    requestParams: {
      ...(names.length > 0 ? { path } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...(writes ? { header: z.object({ 'Idempotency-Key': z.string().max(200).optional() }) } : {}),
    },
    ...(route.body ? { requestBody: { required: true, content: contentOf(route) } } : {}),
    responses: { ...answersOf(route), ...problemsOf(route) },
  };
}

function contentOf(route: Route) {
  return {
    'application/json': { schema: route.body },
    ...(route.yaml ? { 'application/yaml': { schema: z.string() } } : {}),
  };
}

function accessOf({ access }: Route): string {
  if (access === 'public') return 'Open to everybody.';
  if (access === 'known') return 'Open to every session and key.';
  if (access === 'self') return "One's own account: a signed-in browser, no API key.";
  return `Needs \`${access}\`: ${permissions[access].roles.join(', ')}.`;
}

function answersOf(route: Route): ZodOpenApiOperationObject['responses'] {
  if (route.file) return { 200: { description: 'The file', content: { [route.file]: { schema: z.string() } } } };
  const status = route.status ?? (route.answer ? 200 : 204);
  if (!route.answer) return { [status]: { description: 'Done' } };
  return { [status]: { description: 'Done', content: { 'application/json': { schema: route.answer } } } };
}

/** Codes of the same status share one answer. */
function problemsOf(route: Route): ZodOpenApiOperationObject['responses'] {
  const guarded: ProblemCode[] = route.access === 'public' ? [] : ['unauthenticated', 'forbidden'];
  const writing: ProblemCode[] = route.method === 'GET' ? [] : ['foreign_origin'];
  const found: ProblemCode[] = route.path.includes('{') ? ['not_found'] : [];
  const sent: ProblemCode[] = route.body ? ['invalid_request', 'too_large', 'unsupported_media_type'] : [];
  const codes = new Set<ProblemCode>([...guarded, ...writing, ...found, ...sent, ...(route.problems ?? [])]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((code) => `\`${code}\`: ${problems[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}
