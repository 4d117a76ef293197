import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One effect as the outside world knows it. `times`: how often it was asked for under this key. */
export type Effect = { key: string; token: string; run: string; step: string; times: number };

/** What a channel told of a gate. `times`: how often the message came under this key. */
export type Notice = { id: string; gate: string; about: string; times: number };

/** Where the channel that is told of all gates sends to. */
export const noticePath = '/notices';

/**
 * The outside world: does what it is asked once a key, and answers a repetition with what the first came to. Requests
 * come over HTTP; commands keep their effects in `folder`, a file a key (made by a link, which happens once or not at all),
 * and note each execution in its `log`.
 */
export class Receiver {
  readonly url: string;
  readonly folder: string;
  readonly #server: Server;
  readonly #effects = new Map<string, Effect>();
  /** By key: the same message sent again has the same. */
  readonly notices = new Map<string, Notice>();
  /** Requests whose key came for another step before: never to happen. */
  readonly strays: string[] = [];

  private constructor(server: Server, port: number, folder: string) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
    this.folder = folder;
  }

  static async open(): Promise<Receiver> {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-effects-'));
    mkdirSync(join(folder, 'done'));
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const receiver = new Receiver(server, address.port, folder);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.once('end', () => {
        response.setHeader('content-type', 'application/json');
        if (request.url === noticePath) {
          receiver.#note(request, Buffer.concat(parts).toString());
          response.end('{}');
        } else response.end(JSON.stringify({ token: receiver.#take(request).token }));
      });
    });
    return receiver;
  }

  /** A webhook of the workspace: told of gates. */
  #note(request: IncomingMessage, body: string): void {
    const { about, gate } = JSON.parse(body) as { about: string; gate: { id: string } };
    const id = String(request.headers['idempotency-key']);
    this.notices.set(id, { id, about, gate: gate.id, times: (this.notices.get(id)?.times ?? 0) + 1 });
  }

  /** `/run/step` under the key that came with it. */
  #take(request: IncomingMessage): Effect {
    const key = String(request.headers['idempotency-key']);
    const [, run = '', step = ''] = (request.url ?? '').split('/');
    const effect = this.#effects.get(key) ?? { key, token: `t${this.#effects.size + 1}`, run, step, times: 0 };
    if (effect.run !== run || effect.step !== step)
      this.strays.push(`${key}: ${effect.run}/${effect.step}, ${run}/${step}`);
    effect.times += 1;
    this.#effects.set(key, effect);
    return effect;
  }

  /** Everything that was done, by key: over HTTP and by commands. */
  effects(): Map<string, Effect> {
    const all = new Map(this.#effects);
    const log = join(this.folder, 'log');
    const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
    const times = Map.groupBy(
      lines.filter((line) => line !== '').map((line) => line.split(' ')),
      ([key]) => key!,
    );
    for (const key of readdirSync(join(this.folder, 'done'))) {
      const executions = times.get(key) ?? [];
      const [, run = '', step = ''] = executions[0] ?? [];
      for (const [, otherRun, otherStep] of executions)
        if (otherRun !== run || otherStep !== step)
          this.strays.push(`${key}: ${run}/${step}, ${otherRun}/${otherStep}`);
      const token = readFileSync(join(this.folder, 'done', key), 'utf8').trim();
      all.set(key, { key, token, run, step, times: executions.length });
    }
    return all;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A command that has one effect, keyed by what it was given, and prints what that came to. */
export const effectCommand = [
  'printf \'%s %s %s\\n\' "$COUNTERSIGN_IDEMPOTENCY_KEY" "$COUNTERSIGN_RUN_ID" "$COUNTERSIGN_STEP" >> "$EFFECTS/log"',
  'mine="$EFFECTS/$$-$COUNTERSIGN_ATTEMPT"',
  'printf \'%s\' "$COUNTERSIGN_ATTEMPT-$$" > "$mine"',
  'ln "$mine" "$EFFECTS/done/$COUNTERSIGN_IDEMPOTENCY_KEY" 2>/dev/null',
  'rm "$mine"',
  'cat "$EFFECTS/done/$COUNTERSIGN_IDEMPOTENCY_KEY"',
].join('\n');
