/**
 * Keeps the beginning and the end of a text of any length, half of the limit each, and says what is missing between.
 * Limits are in UTF-16 units, which for the usual output are bytes.
 */
export class BoundedText {
  readonly #half: number;
  #head = '';
  #tail: string[] = [];
  #tailLength = 0;
  #dropped = 0;

  constructor(limit: number) {
    this.#half = Math.floor(limit / 2);
  }

  add(text: string): void {
    const room = this.#half - this.#head.length;
    if (room > 0) this.#head += text.slice(0, room);
    const rest = room > 0 ? text.slice(room) : text;
    if (rest === '') return;
    this.#tail.push(rest);
    this.#tailLength += rest.length;
    while (this.#tail.length > 1 && this.#tailLength - this.#tail[0]!.length >= this.#half) {
      const gone = this.#tail.shift()!.length;
      this.#tailLength -= gone;
      this.#dropped += gone;
    }
  }

  toString(): string {
    const tail = this.#tail.join('');
    const over = Math.max(0, tail.length - this.#half);
    const dropped = this.#dropped + over;
    if (dropped === 0) return this.#head + tail;
    return `${this.#head}\n… ${dropped} characters left out …\n${tail.slice(over)}`;
  }

  /** The last `count` lines that say something. */
  lastLines(count: number): string {
    const end = (this.#tailLength > 0 ? this.#tail.slice(-8).join('') : this.#head).slice(-8192);
    return end
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-count)
      .join('\n');
  }
}
