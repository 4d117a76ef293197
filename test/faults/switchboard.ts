import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Arm, Point } from './points.ts';

export type Hit = { point: Point; pid: number; how: Arm['how'] };

/** Where the processes under test report themselves, and are told at which point to die. */
export class Switchboard {
  readonly port: number;
  readonly hitsFile: string;
  readonly #server: Server;
  readonly #lines = new Map<number, Socket>();

  private constructor(server: Server, port: number, hitsFile: string) {
    this.#server = server;
    this.port = port;
    this.hitsFile = hitsFile;
    server.on('connection', (socket) => {
      socket.on('error', () => {});
      const lines = createInterface({ input: socket });
      // A process that dies takes its end of the line with it.
      lines.on('error', () => {});
      lines.once('line', (text) => {
        const { pid } = JSON.parse(text) as { pid: number };
        this.#lines.set(pid, socket);
        socket.once('close', () => this.#lines.delete(pid));
      });
    });
  }

  /** `hitsFile`: where processes note the points they died at. */
  static async open(hitsFile: string): Promise<Switchboard> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new Switchboard(server, address.port, hitsFile);
  }

  /** Processes that can be told, of these. */
  reaches(pid: number): boolean {
    return this.#lines.has(pid);
  }

  /** The process dies (or stands still) when it next comes to the point; null takes that back. */
  arm(pid: number, arm: Arm | null): void {
    this.#lines.get(pid)?.write(`${JSON.stringify(arm)}\n`);
  }

  hits(): Hit[] {
    if (!existsSync(this.hitsFile)) return [];
    return readFileSync(this.hitsFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Hit);
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#lines.values()) socket.destroy();
  }
}
