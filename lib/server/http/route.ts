import type { z } from 'zod';
import type { ProblemCode } from '#lib/contracts/problem.ts';
import type { Permission } from '#lib/domain/access/permissions.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: a permission of the workspace; `known` for whoever is somebody here, by any
 * session or key; `self` for one's own account (a signed-in browser, never an API key); `public` for what nobody needs to be signed in for.
 */
export type Access = Permission | 'known' | 'self' | 'public';

/** One call of the HTTP API: its door, its shapes and its words in /openapi.json. */
export interface Route {
  method: Method;
  /** As in OpenAPI, with `/api/v1`: `/api/v1/members/{id}`. */
  path: string;
  access: Access;
  summary: string;
  /** Heading in the document: `Members`. */
  tag: string;
  /** Shapes of what the path names; ids when left out. Another shape answers like an unknown id. */
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Also takes `application/yaml`: makes the body from the text. */
  yaml?: (text: string) => unknown;
  /** The answer; without one it is 204 (or a file the handler makes itself, told in `file`). */
  answer?: z.ZodType;
  /** Media type of an answer that is no JSON. */
  file?: string;
  /** Of the answer when it went well: 200 by default, 204 without an answer. */
  status?: 200 | 201 | 202 | 204;
  /** False: an Idempotency-Key has no meaning here. Writes of signed-in callers take one by default. */
  idempotent?: false;
  /** The answer shows a secret once: it is sealed where it is kept for a repeat. */
  secret?: true;
  /** Problems beyond those that any call can have. */
  problems?: readonly ProblemCode[];
}

/** Keeps the exact shapes of a route, for its handler's types. */
export const route = <const R extends Route>(given: R): R => given;
