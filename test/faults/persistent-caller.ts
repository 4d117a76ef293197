import { randomUUID } from 'node:crypto';

export type CallerCounts = {
  /** Operations asked for, and those that came through within their patience. */
  asked: number;
  succeeded: number;
  /** Single tries, and those that failed: no connection, no answer, 5xx. */
  tries: number;
  failedTries: number;
  /** What went wrong, by kind. */
  faults: Map<string, number>;
};

export type CallAnswer = { status: number; body: unknown };

/**
 * Somebody who does not give up: each operation is tried again under the same Idempotency-Key, at another web process,
 * until it is answered. What is answered is answered for good.
 */
export class PersistentCaller {
  readonly counts: CallerCounts = { asked: 0, succeeded: 0, tries: 0, failedTries: 0, faults: new Map() };
  readonly #where: () => { urls: readonly string[]; key: string };
  readonly #patienceMs: number;
  #next = 0;

  constructor(where: () => { urls: readonly string[]; key: string }, { patienceMs = 90_000 } = {}) {
    this.#where = where;
    this.#patienceMs = patienceMs;
  }

  /** Answers below 500 are answers; null when none came in time. */
  async call(method: string, path: string, json?: unknown): Promise<CallAnswer | null> {
    this.counts.asked += 1;
    const once = randomUUID();
    const until = performance.now() + this.#patienceMs;
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1000)) {
      const answer = await this.#try(method, path, once, json);
      if (answer !== null) {
        this.counts.succeeded += 1;
        return answer;
      }
      if (performance.now() > until) return null;
      await new Promise((wake) => setTimeout(wake, pauseMs));
    }
  }

  async #try(method: string, path: string, once: string, json: unknown): Promise<CallAnswer | null> {
    const { urls, key } = this.#where();
    const url = urls[this.#next++ % urls.length];
    this.counts.tries += 1;
    try {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...(method !== 'GET' && { 'idempotency-key': once }),
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
        signal: AbortSignal.timeout(10_000),
      });
      const text = await answer.text();
      if (answer.status < 500 && answer.status !== 429)
        return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
      this.#failed(`${answer.status} ${text.replace(/"requestId".*/, '').slice(0, 200)}`);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      this.#failed(cause.replace(/\d+/g, '#'));
    }
    return null;
  }

  #failed(how: string): void {
    this.counts.failedTries += 1;
    this.counts.faults.set(how, (this.counts.faults.get(how) ?? 0) + 1);
  }
}
