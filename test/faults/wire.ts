import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { commits, type Frame, Frames } from './frames.ts';

/** `before`: the commit never arrives. `after`: it does, and its answer never comes back. */
export type CommitCut = 'before' | 'after';

/** What a wire did to whom it connects, since it was opened. */
export type WireCounts = { cuts: number; commitCuts: number; lostNotices: number; doubledNotices: number };

/**
 * A wire between one process and PostgreSQL. It knows where messages begin, so that it can cut a connection at the moment
 * of a commit, and lose or double what LISTEN brings.
 */
export class Wire {
  readonly counts: WireCounts = { cuts: 0, commitCuts: 0, lostNotices: 0, doubledNotices: 0 };
  readonly port: number;
  /** Milliseconds each message takes, one way. */
  latencyMs = 0;
  notices: 'pass' | 'lose' | 'double' = 'pass';
  /** Nobody gets through. */
  closed = false;
  #commitCut: { how: CommitCut; done: () => void } | null = null;
  readonly #server: Server;
  readonly #pairs = new Set<() => void>();

  private constructor(server: Server, port: number, target: () => number) {
    this.#server = server;
    this.port = port;
    server.on('connection', (near) => this.#join(near, target()));
  }

  /** `target`: the server's port on this machine, asked for at each connection. */
  static async open(target: () => number): Promise<Wire> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new Wire(server, address.port, target);
  }

  /** Cuts every connection now. */
  cut(): void {
    this.counts.cuts += this.#pairs.size;
    for (const end of [...this.#pairs]) end();
  }

  /** Cuts the next connection that commits; resolves when that has happened. */
  cutCommit(how: CommitCut): Promise<void> {
    return new Promise((done) => {
      this.#commitCut = { how, done };
    });
  }

  /** Does not wait for a commit any more. */
  forgetCommitCut(): void {
    this.#commitCut?.done();
    this.#commitCut = null;
  }

  close(): void {
    this.#server.close();
    this.cut();
  }

  #join(near: Socket, port: number): void {
    if (this.closed) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    const end = () => {
      near.destroy();
      far.destroy();
      this.#pairs.delete(end);
    };
    this.#pairs.add(end);
    // Questions asked and answered; being ready after the sign-in answers none. Several may be on their way at once.
    let questions = 0;
    let answers = -1;
    let lastWords: number | null = null;
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', end);
    }
    const up = this.#delayed((bytes) => far.write(bytes));
    const down = this.#delayed((bytes) => near.write(bytes));
    const asked = new Frames('client');
    near.on('data', (bytes) => {
      for (const frame of asked.add(bytes)) {
        if (frame.type === 'Q' || frame.type === 'S') questions += 1;
        const cut = this.#commitCut;
        if (cut === null || !commits(frame)) {
          up(frame.bytes);
          continue;
        }
        this.#commitCut = null;
        this.counts.commitCuts += 1;
        // A bound statement is done when its Sync, which follows, is answered.
        lastWords = frame.type === 'Q' ? questions : questions + 1;
        if (cut.how === 'before') end();
        else up(frame.bytes);
        cut.done();
      }
    });
    const answered = new Frames('server');
    far.on('data', (bytes) => {
      for (const frame of answered.add(bytes)) {
        if (frame.type === 'Z') answers += 1;
        if (lastWords === null) this.#pass(frame, down);
        // The commit is there, and nobody will be told.
        else if (answers >= lastWords) return end();
      }
    });
  }

  #pass(frame: Frame, down: (bytes: Buffer) => void): void {
    if (frame.type === 'A' && this.notices === 'lose') {
      this.counts.lostNotices += 1;
      return;
    }
    down(frame.bytes);
    if (frame.type !== 'A' || this.notices !== 'double') return;
    this.counts.doubledNotices += 1;
    down(frame.bytes);
  }

  /** In order, each as long after it came as the wire is slow at that moment. */
  #delayed(write: (bytes: Buffer) => void): (bytes: Buffer) => void {
    const waiting: Buffer[] = [];
    return (bytes) => {
      if (this.latencyMs === 0 && waiting.length === 0) return write(bytes);
      waiting.push(bytes);
      setTimeout(() => write(waiting.shift()!), this.latencyMs);
    };
  }
}
