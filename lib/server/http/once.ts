import { createHmac } from 'node:crypto';
import { derivedSecret } from '#lib/server/auth/secret.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { fillAnswer, type KeptAnswer, keepAnswers } from '#lib/storage/record/keep-answers.ts';
import { openSealed, seal } from './sealed-answer.ts';

interface Kept {
  request_hash: string;
  status: number;
  body: unknown;
}

/** A stored answer of the same call, to be given again. */
export interface Replay {
  status: number;
  body: unknown;
}

export interface OnceRequest {
  workspaceId: string;
  memberId: string;
  key: string;
  method: string;
  /** Path with its query. */
  path: string;
  bytes: Uint8Array;
  status: number;
  /** The answer shows a secret. */
  secret: boolean;
}

/**
 * One call's Idempotency-Key. The answer is kept by the transaction that makes the change, so either both exist or
 * neither does: of two twins at the same time the second waits on the row's key, then rolls its own work back and the
 * first one's answer is given. The key is reserved before the record's head is locked: who waits for a key must not hold
 * what the key's holder waits for.
 */
export class Once {
  readonly #request: OnceRequest;
  readonly #hash: string;
  #state: 'free' | 'reserved' | 'kept' = 'free';

  constructor(request: OnceRequest) {
    this.#request = request;
    // Keyed: a body may hold a password, and a plain hash of it could be guessed from a copy of the database.
    this.#hash = createHmac('sha256', derivedSecret('idempotent requests'))
      .update(`${request.method} ${request.path}\n`)
      .update(request.bytes)
      .digest('hex');
  }

  /** For one of the many things that a call asks for: a key of its own, which no caller can send (they have no blanks). */
  part(name: string): Once {
    return new Once({ ...this.#request, key: `${this.#request.key} ${name}` });
  }

  /** The answer of an earlier, equal call; null when there was none. Another call under this key: 409. */
  async replay(): Promise<Replay | null> {
    const { workspaceId, memberId, key, secret } = this.#request;
    const { rows } = await database().pool.query<Kept>(
      'SELECT request_hash, status, body FROM idempotency_key WHERE workspace_id = $1 AND member_id = $2 AND key = $3',
      [workspaceId, memberId, key],
    );
    const kept = rows[0];
    if (!kept) return null;
    if (kept.request_hash !== this.#hash)
      throw refuse('idempotency_mismatch', { fix: 'Use a new Idempotency-Key for every new request.' });
    return { status: kept.status, body: secret ? openSealed(kept.body, this.#aad) : kept.body };
  }

  /** Takes the key inside the change's own transaction, or waits for whoever has it; a second call does nothing. */
  async reserve(tx: Tx): Promise<void> {
    if (this.#state === 'free') await this.#insert(tx, undefined, 'reserved');
  }

  /** Keeps the answer, inside the change's own transaction; a second call does nothing. */
  async keep(tx: Tx, answer: unknown): Promise<void> {
    if (this.#state === 'free') await this.#insert(tx, answer, 'kept');
    if (this.#state === 'kept') return;
    const kept = this.toKeep(answer);
    if (kept.body !== null) await fillAnswer(tx, kept);
    this.#state = 'kept';
  }

  async #insert(tx: Tx, answer: unknown, next: 'reserved' | 'kept'): Promise<void> {
    const [free] = await keepAnswers(tx, [this.toKeep(answer)]);
    if (!free) throw keyTaken();
    this.#state = next;
  }

  /** The answer as it is kept, for a command that keeps those of many calls at once. */
  toKeep(answer: unknown): KeptAnswer {
    const { workspaceId, memberId, key, status, secret } = this.#request;
    const body = answer === undefined ? null : secret ? seal(answer, this.#aad) : answer;
    const text = body === null ? null : JSON.stringify(body);
    return { workspaceId, memberId, key, requestHash: this.#hash, status, body: text };
  }

  get #aad(): string {
    const { workspaceId, memberId, key } = this.#request;
    return `${workspaceId}/${memberId}/${key}`;
  }
}

/** A twin was faster: whoever answers the call looks for the twin's answer then. */
export const keyTaken = () => refuse('conflict', 'The same request is being answered.');
