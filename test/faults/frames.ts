/** One message of PostgreSQL's protocol 3: its type's letter (none for a client's first), and all its bytes. */
export type Frame = { type: string; bytes: Buffer };

/**
 * Cuts a stream into messages (https://www.postgresql.org/docs/current/protocol-message-formats.html). A client's first
 * message has a length and no type.
 */
export class Frames {
  #rest: Buffer = Buffer.alloc(0);
  #untyped: boolean;

  constructor(side: 'client' | 'server') {
    this.#untyped = side === 'client';
  }

  /** The messages that are whole with these bytes. */
  add(bytes: Buffer): Frame[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const frames: Frame[] = [];
    for (;;) {
      const head = this.#untyped ? 0 : 1;
      if (this.#rest.length < head + 4) return frames;
      const length = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < length) return frames;
      const whole = this.#rest.subarray(0, length);
      frames.push({ type: head === 0 ? '' : String.fromCharCode(whole[0]!), bytes: whole });
      this.#rest = this.#rest.subarray(length);
      this.#untyped = false;
    }
  }
}

/**
 * Whether the message makes a transaction's changes last: `commit` as a plain query, or a flush of appends, a statement
 * that is a transaction by itself and is known by its name.
 */
export function commits({ type, bytes }: Frame): boolean {
  if (type === 'Q') return /^commit\0?$/i.test(bytes.toString('latin1', 5).trim());
  // Bind: the portal's name, then the statement's.
  if (type !== 'B') return false;
  const names = bytes.toString('latin1', 5, 80).split('\0');
  return names[1]?.startsWith('flush_') ?? false;
}
