import type { Automaton } from './automaton.ts';

/**
 * Replaces what the automaton finds in a text that comes in pieces; overlapping and touching finds become one. Only what
 * could be the beginning of a find waits, so that the output does not depend on where the text was cut.
 */
export class MaskStream {
  readonly #automaton: Automaton;
  readonly #sign: string;
  #state = 0;
  /** Text that waits, and where in the whole it starts. */
  #held = '';
  #from = 0;
  /** Finds in the held text, in order, none touching another. Places are in the whole. */
  #found: { start: number; end: number }[] = [];
  /** Where the hidden part ended that was written last; a find that starts there belongs to it. */
  #hiddenTo = -1;

  constructor(automaton: Automaton, sign: string) {
    this.#automaton = automaton;
    this.#sign = sign;
  }

  push(piece: string): string {
    const start = this.#from + this.#held.length;
    this.#state = this.#automaton.scan(piece, this.#state, (end, length) =>
      this.#note(start + end - length, start + end),
    );
    this.#held = this.#held === '' ? piece : this.#held + piece;
    return this.#release(start + piece.length - this.#automaton.depth(this.#state));
  }

  end(): string {
    const rest = this.#release(this.#from + this.#held.length);
    this.#state = 0;
    this.#hiddenTo = -1;
    return rest;
  }

  #note(start: number, end: number): void {
    let first = start;
    for (let last = this.#found.at(-1); last && last.end >= first; last = this.#found.at(-1)) {
      first = Math.min(first, last.start);
      this.#found.pop();
    }
    this.#found.push({ start: first, end });
  }

  /** Everything before `to`: no find that is still to come starts there. */
  #release(to: number): string {
    if (this.#found.length === 0) {
      const text = this.#held.slice(0, to - this.#from);
      this.#held = this.#held.slice(to - this.#from);
      this.#from = to;
      return text;
    }
    let text = '';
    let at = this.#from;
    while (this.#found[0] !== undefined && this.#found[0].start <= to) {
      const { start, end } = this.#found[0];
      if (start > at) text += this.#held.slice(at - this.#from, start - this.#from);
      if (start !== this.#hiddenTo) text += this.#sign;
      at = Math.min(end, to);
      this.#hiddenTo = at;
      if (end > to) {
        this.#found[0].start = to;
        break;
      }
      this.#found.shift();
    }
    if (at < to) text += this.#held.slice(at - this.#from, to - this.#from);
    this.#held = this.#held.slice(to - this.#from);
    this.#from = to;
    return text;
  }
}
