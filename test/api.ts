import { randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import { sep } from 'node:path';
import type { Role } from '#lib/domain/access/permissions.ts';
import { sessionCookieName } from '#lib/server/auth/cookies.ts';
import { forgetIdentities } from '#lib/server/auth/identify.ts';
import { newSecret, secretHash } from '#lib/server/auth/secret.ts';
import { sessionToken } from '#lib/server/auth/session-token.ts';
import { adoptDatabase } from '#lib/storage/database.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

/** A member to call as: by their browser's cookie or by a key. */
export interface TestPerson {
  memberId: string;
  userId: string;
  email: string;
  sessionId: string;
  cookie: string;
}

export interface TestAnswer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape it expects, and fails where it is another
  body: any;
}

export interface TestCall {
  as?: TestPerson;
  /** An API key instead of a cookie. */
  key?: string;
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  raw?: BodyInit;
  headers?: Record<string, string>;
}

/** The HTTP API on a database of the test file's own, called without a server in between. */
export interface TestApi {
  db: TestDatabase;
  workspaceId: string;
  person(role: Role, options?: { workspaceId?: string }): Promise<TestPerson>;
  key(person: TestPerson, scopes: string[]): Promise<string>;
  workspace(): Promise<string>;
  call(method: string, path: string, call?: TestCall): Promise<TestAnswer>;
  close(): Promise<void>;
}

export const ownOrigin = 'http://127.0.0.1:3000';

/**
 * Opens it in `beforeAll`; `close()` it in `afterAll`.
 *
 *     const owner = await api.person('owner');
 *     const { status, body } = await api.call('GET', '/api/v1/me', { as: owner });
 */
export async function openApi(): Promise<TestApi> {
  process.env.COUNTERSIGN_SECRET_KEY ??= 'a key for tests alone, of enough length';
  process.env.LOG_LEVEL ??= 'silent';
  const db = await freshDatabase();
  adoptDatabase(db);
  const { pool } = db;
  const makeWorkspace = async () => {
    const id = randomUUID();
    await pool.query('INSERT INTO workspace (id, slug, name) VALUES ($1, $1, $2)', [id, `Workspace ${id.slice(0, 4)}`]);
    return id;
  };
  const workspaceId = await makeWorkspace();
  return {
    db,
    workspaceId,
    workspace: makeWorkspace,
    async person(role, options = {}) {
      const [userId, memberId, sessionId] = [randomUUID(), randomUUID(), randomUUID()];
      const email = `${role}-${userId.slice(0, 8)}@example.org`;
      await pool.query('INSERT INTO app_user (id, email, name) VALUES ($1, $2, $3)', [
        userId,
        email,
        `${role} ${userId}`,
      ]);
      await pool.query('INSERT INTO member (id, workspace_id, user_id, role) VALUES ($1, $2, $3, $4)', [
        memberId,
        options.workspaceId ?? workspaceId,
        userId,
        role,
      ]);
      await pool.query(`INSERT INTO user_session (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`, [
        sessionId,
        userId,
      ]);
      const cookie = `${sessionCookieName()}=${await sessionToken(sessionId, userId)}`;
      return { memberId, userId, email, sessionId, cookie };
    },
    async key(person, scopes) {
      const key = newSecret('csk_');
      await pool.query(
        `INSERT INTO api_key (id, workspace_id, member_id, name, prefix, hash, scopes)
         SELECT $1, workspace_id, id, 'key', 'csk_', $3, $4 FROM member WHERE id = $2`,
        [randomUUID(), person.memberId, secretHash(key), scopes],
      );
      return key;
    },
    async call(method, path, given = {}) {
      forgetIdentities();
      const response = await dispatch(method, path, given);
      const text = await response.text();
      const json = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
    },
    close: () => db.drop(),
  };
}

async function dispatch(
  method: string,
  path: string,
  { as, key, body, raw, headers = {} }: TestCall,
): Promise<Response> {
  const url = new URL(path, ownOrigin);
  const found = findRoute(url.pathname);
  const module: Record<string, unknown> = await import(found.file);
  const handler = module[method];
  if (typeof handler !== 'function') throw new Error(`${found.file} exports no ${method}`);
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(url, {
    method,
    body: sent,
    headers: {
      host: url.host,
      ...(as ? { cookie: as.cookie, origin: ownOrigin } : {}),
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  return handler(request, { params: Promise.resolve(Object.keys(found.params).length > 0 ? found.params : undefined) });
}

const root = new URL('..', import.meta.url).pathname;

/** Every file of the API with the address it stands for, as Next reads the folders. */
export const routeFiles = globSync('app/api/v1/**/route.ts', { cwd: root }).map((file) => {
  const parts = file.split(sep).slice(1, -1);
  return { file: `${root}${file}`, path: `/${parts.map((part) => part.replace(/^\[(\w+)\]$/, '{$1}')).join('/')}` };
});

/** Answers what no other file does. */
export const unknownFile = `${root}app/api/[...unknown]/route.ts`;

function findRoute(pathname: string): { file: string; params: Record<string, string> } {
  const given = pathname.split('/');
  const fits = routeFiles.flatMap(({ file, path }) => {
    const parts = path.split('/');
    if (parts.length !== given.length) return [];
    const params: Record<string, string> = {};
    for (const [index, part] of parts.entries()) {
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      if (name) params[name] = decodeURIComponent(given[index] ?? '');
      else if (part !== given[index]) return [];
    }
    return [{ file, params }];
  });
  // As Next does: a folder with the very name wins over one that takes any.
  const best = fits.toSorted((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0];
  return best ?? { file: unknownFile, params: {} };
}
