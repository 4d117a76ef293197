import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy that knows nothing: each connection goes to the next of the servers, whoever makes it. */
export interface PlainProxy {
  url: string;
  /** Cuts every connection, as a proxy that is started anew. */
  cut(): void;
  close(): Promise<void>;
}

export async function plainProxy(servers: readonly string[]): Promise<PlainProxy> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((from) => {
    const { hostname, port } = new URL(servers[turn++ % servers.length]!);
    const to = connect(Number(port), hostname);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}
