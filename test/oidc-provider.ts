import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whoever is signed in at the provider just now. */
export interface ProviderPerson {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  /** Keeps the address out of the signed token: it has to be asked for. */
  emailOnlyOnRequest?: boolean;
  zoneinfo?: string;
  hd?: string;
}

/** Ways to lie, one at a time. */
export type Misbehaviour = 'state' | 'nonce' | 'audience' | 'issuer' | 'expired' | 'key' | 'unsigned' | 'other subject';

/**
 * A provider of accounts on loopback that speaks OpenID Connect, and GitHub's OAuth under GitHub Enterprise's paths, over
 * HTTP. It agrees to everything at once; codes work once, for the client, address and PKCE challenge they were made for.
 */
export interface TestProvider {
  /** For OIDC_ISSUER, GOOGLE_ISSUER and GITHUB_URL. */
  url: string;
  client: { id: string; secret: string };
  person: ProviderPerson;
  misbehaves: Misbehaviour | null;
  close(): Promise<void>;
}

interface Grant {
  challenge: string;
  redirect: string;
  nonce: string | null;
}

export async function openProvider(): Promise<TestProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, ProviderPerson>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => send(response, 500, { error: String(error) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: TestProvider = {
    url,
    client: { id: 'countersign', secret: 'the secret of the client' },
    person: { sub: 'nobody' },
    misbehaves: null,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
  const claimsOf = ({ emailOnlyOnRequest: _, ...claims }: ProviderPerson) => claims;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', url);
    const bearer = tokens.get(/^(?:Bearer|token) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
    switch (`${request.method} ${pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return send(response, 200, {
          issuer: url,
          authorization_endpoint: `${url}/authorize`,
          token_endpoint: `${url}/token`,
          userinfo_endpoint: `${url}/userinfo`,
          jwks_uri: `${url}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case 'GET /jwks':
        return send(response, 200, {
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' }],
        });
      case 'GET /authorize':
      case 'GET /login/oauth/authorize':
        return authorize(searchParams, response);
      case 'POST /token':
      case 'POST /login/oauth/access_token':
        return token(await bodyOf(request), request.headers.authorization, pathname === '/token', response);
      case 'GET /userinfo':
        if (!bearer) return send(response, 401, { error: 'invalid_token' });
        return send(response, 200, {
          ...claimsOf(bearer),
          ...(provider.misbehaves === 'other subject' ? { sub: 'somebody else' } : {}),
        });
      case 'GET /api/v3/user':
        if (!bearer) return send(response, 401, { message: 'Bad credentials' });
        return send(response, 200, {
          id: Number(bearer.sub),
          login: 'octo',
          name: bearer.name ?? null,
          email: 'public@example.org',
        });
      case 'GET /api/v3/user/emails':
        if (!bearer) return send(response, 401, { message: 'Bad credentials' });
        return send(response, 200, [
          { email: 'second@example.org', primary: false, verified: true },
          { email: bearer.email, primary: true, verified: bearer.email_verified === true },
        ]);
      default:
        return send(response, 404, { error: 'There is nothing here.' });
    }
  }

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const redirect = asked.get('redirect_uri') ?? '';
    const challenge = asked.get('code_challenge') ?? '';
    const right =
      asked.get('client_id') === provider.client.id &&
      asked.get('response_type') === 'code' &&
      asked.get('code_challenge_method') === 'S256' &&
      challenge !== '' &&
      /\/api\/auth\/callback\/(oidc|github|google)$/.test(redirect);
    if (!right) return send(response, 400, { error: 'invalid_request' });
    const code = randomBytes(16).toString('hex');
    codes.set(code, { challenge, redirect, nonce: asked.get('nonce') });
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    back.searchParams.set('state', provider.misbehaves === 'state' ? 'another' : (asked.get('state') ?? ''));
    response.writeHead(302, { location: back.href }).end();
  }

  function token(sent: URLSearchParams, authorization: string | undefined, openId: boolean, response: ServerResponse) {
    const basic = Buffer.from(authorization?.replace(/^Basic /, '') ?? '', 'base64').toString();
    const [id, secret] = basic.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    if (id !== provider.client.id || secret !== provider.client.secret)
      return send(response, 401, { error: 'invalid_client' });
    const grant = codes.get(sent.get('code') ?? '');
    codes.delete(sent.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(sent.get('code_verifier') ?? '')
      .digest('base64url');
    if (!grant || grant.redirect !== sent.get('redirect_uri') || grant.challenge !== challenge)
      return send(response, 400, { error: 'invalid_grant' });
    const access = randomBytes(16).toString('hex');
    tokens.set(access, provider.person);
    send(response, 200, {
      access_token: access,
      token_type: 'bearer',
      ...(openId ? { id_token: idToken(grant), expires_in: 60 } : { scope: 'read:user,user:email' }),
    });
  }

  function idToken({ nonce }: Grant): string {
    const { misbehaves, person } = provider;
    const now = Math.floor(Date.now() / 1000);
    const { email, email_verified, ...rest } = claimsOf(person);
    return jwt(
      {
        ...rest,
        ...(person.emailOnlyOnRequest ? {} : { email, email_verified }),
        iss: misbehaves === 'issuer' ? 'https://elsewhere.example.org' : url,
        aud: misbehaves === 'audience' ? 'another client' : provider.client.id,
        iat: misbehaves === 'expired' ? now - 7200 : now,
        exp: misbehaves === 'expired' ? now - 3600 : now + 60,
        nonce: misbehaves === 'nonce' ? 'another' : (nonce ?? undefined),
      },
      misbehaves === 'unsigned' ? null : misbehaves === 'key' ? foreign : privateKey,
    );
  }
  return provider;
}

function jwt(payload: object, key: KeyObject | null): string {
  const header = key ? { alg: 'RS256', kid: '1' } : { alg: 'none' };
  const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${key ? sign('RSA-SHA256', Buffer.from(text), key).toString('base64url') : ''}`;
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
