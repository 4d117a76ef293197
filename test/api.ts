import { randomUUID } from 'node:crypto';
import type { Role } from '#lib/domain/access/permissions.ts';
import { calls } from '#lib/server/api/calls.ts';
import { sessionCookieName } from '#lib/server/auth/cookies.ts';
import { forgetIdentities } from '#lib/server/auth/identify.ts';
import { newSecret, secretHash } from '#lib/server/auth/secret.ts';
import { sessionToken } from '#lib/server/auth/session-token.ts';
import type { Answer, AnswerBody } from '#lib/server/http/answer.ts';
import { router } from '#lib/server/http/router.ts';
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
      const answer = await dispatch(method, path, given);
      const headers = new Headers(answer.headers);
      const text = await textOf(answer.body);
      return {
        status: answer.status,
        headers,
        body: /[/+]json\b/.test(headers.get('content-type') ?? '') ? JSON.parse(text) : text,
      };
    },
    close: () => db.drop(),
  };
}

const route = router(calls);

async function dispatch(method: string, path: string, { as, key, body, raw, headers = {} }: TestCall): Promise<Answer> {
  const url = new URL(path, ownOrigin);
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
  const given = { method, path: url.pathname, search: url.search, headers: request.headers, body: request.body };
  return route(given, request.headers.get('x-request-id') ?? randomUUID());
}

async function textOf(body: AnswerBody): Promise<string> {
  if (body === null || typeof body === 'string') return body ?? '';
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}
