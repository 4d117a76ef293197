import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEgress } from './egress.ts';
import { certificate, privateKey } from './testing/certificate.ts';

let server: Server;
beforeAll(async () => {
  server = createServer({ key: privateKey, cert: certificate }, (request, response) => {
    response.end(`for ${(request.socket as TLSSocket & { servername?: string }).servername}`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => server.close());

/** Every name leads to the server on loopback. */
const ask = async (host: string) => {
  const egress = createEgress({ allowedHosts: async () => ['127.0.0.1'], resolve: async () => ['127.0.0.1'] });
  const sent = await egress.send(
    { workspaceId: 'w' },
    {
      method: 'GET',
      url: `https://${host}:${(server.address() as AddressInfo).port}/`,
      headers: {},
      redirects: 0,
      timeoutMs: 20_000,
      maxBytes: 1000,
      signal: new AbortController().signal,
    },
  );
  return sent.ok ? Buffer.from(sent.answer.body).toString() : sent.fault.code;
};

it('asks for a certificate of the name, though it connects to an address', async () => {
  expect(await ask('api.example')).toBe('tls');
  const before = getCACertificates();
  setDefaultCACertificates([...before, certificate]);
  try {
    expect(await ask('api.example')).toBe('for api.example');
    expect(await ask('other.example')).toBe('tls');
    expect(await ask('127.0.0.1')).toBe('tls');
  } finally {
    setDefaultCACertificates(before);
  }
});
