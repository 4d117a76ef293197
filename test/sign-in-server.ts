import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { readCookies } from '#lib/server/auth/cookies.ts';
import { nextAuthOptions } from '#lib/server/auth/next-auth.ts';

/** next-auth with the product's own options behind HTTP on loopback, without the pages around it. */
export interface SignInServer {
  url: string;
  close(): Promise<void>;
}

export async function openSignInServer(): Promise<SignInServer> {
  process.env.AUTH_TRUST_HOST = '1';
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://host');
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  Object.assign(request.headers, { 'x-forwarded-host': request.headers.host, 'x-forwarded-proto': 'http' });
  const json = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  // As Next hands it to a handler of its pages' API, which is the form that next-auth takes outside of Next too.
  const asked = Object.assign(request, {
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) },
    cookies: Object.fromEntries(readCookies(request.headers.cookie ?? null)),
    body: Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString())),
  }) as unknown as NextApiRequest;
  const answered = Object.assign(response, {
    status: (code: number) => Object.assign(response, { statusCode: code }),
    json,
    send: json,
  }) as unknown as NextApiResponse;
  await NextAuth(
    asked,
    answered,
    nextAuthOptions(headers, () => {}),
  );
}

/** A browser as far as signing in goes: it keeps cookies and follows a provider's redirects by hand. */
export class SignInBrowser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  keep(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0\b/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(new URL(path, this.#url), {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie: this.cookie },
    });
    this.keep(answer.headers.getSetCookie());
    return answer;
  }

  /** Begins at our sign-in page; answers where the provider sends the browser back to. */
  async toProvider(provider: string): Promise<string> {
    const { csrfToken } = (await (await this.#fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const answer = await this.#fetch(`/api/auth/signin/${provider}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrfToken, callbackUrl: '/runs', json: 'true' }),
    });
    const { url } = (await answer.json()) as { url: string };
    const agreed = await fetch(url, { redirect: 'manual' });
    return agreed.headers.get('location') ?? url;
  }

  /** Comes back from the provider; answers the page it ends on. */
  async comeBack(to: string): Promise<string> {
    const answer = await this.#fetch(to);
    const page = new URL(answer.headers.get('location') ?? '', this.#url);
    // next-auth leads by its own addresses to our page.
    if (page.pathname.startsWith('/api/auth/')) return this.comeBack(page.href);
    page.searchParams.delete('callbackUrl');
    return page.pathname + page.search;
  }

  /** The whole way; answers the page it ends on. */
  async signIn(provider: string): Promise<string> {
    return this.comeBack(await this.toProvider(provider));
  }
}
