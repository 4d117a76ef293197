import { CliError } from './cli-error.ts';

export type Connection = {
  get: (path: string) => Promise<unknown>;
  post: (path: string, body: unknown) => Promise<unknown>;
  /** The answer's text, whatever its type. */
  text: (path: string) => Promise<string>;
};

type Problem = { title?: string; detail?: string; fix?: string; errors?: { path: string; message: string }[] };

/**
 * The HTTP API as the command line uses it: `COUNTERSIGN_URL` (default http://127.0.0.1:3000) and
 * `COUNTERSIGN_API_KEY`. Refusals become a CliError with the server's own words. Paths are relative to /api/v1.
 */
export function connect(base = process.env.COUNTERSIGN_URL || 'http://127.0.0.1:3000'): Connection {
  const key = process.env.COUNTERSIGN_API_KEY || undefined;
  const root = `${base.replace(/\/+$/, '')}/api/v1`;
  const call = async (method: string, path: string, body?: unknown) => {
    let response: Response;
    try {
      response = await fetch(path.startsWith('http') ? path : `${root}${path}`, {
        method,
        redirect: 'error',
        headers: {
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          // A repeat after a lost answer must not start a second run.
          ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
      throw new CliError(`${base} cannot be reached${cause}. Set COUNTERSIGN_URL to the server's address.`, 2);
    }
    if (!response.ok) throw new CliError(await refusal(response, key !== undefined));
    return response;
  };
  return {
    get: async (path) => (await call('GET', path)).json(),
    post: async (path, body) => (await call('POST', path, body)).json(),
    text: async (path) => (await call('GET', path)).text(),
  };
}

async function refusal(response: Response, keyed: boolean): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  if (response.status === 401 && !keyed) return 'set COUNTERSIGN_API_KEY to an API key (made under Settings → Keys)';
  const lines = [problem.detail ?? problem.title ?? `the server answered ${response.status}`];
  for (const { path, message } of problem.errors ?? []) lines.push(`  ${path}: ${message}`);
  if (problem.fix) lines.push(`  ${problem.fix}`);
  return lines.join('\n');
}
