/** ASCII: what rows of shallow states know at once. */
const rowWidth = 128;

/**
 * Finds any of many texts in one pass (Aho and Corasick, 1975): the state after a character is the longest beginning of
 * one of them that the text ends with, and says at once how much of the end could still become one.
 */
export class Automaton {
  /** State after a character at the start, by code. */
  readonly #start = new Int32Array(65_536);
  readonly #letter: Int32Array;
  readonly #child: Int32Array;
  readonly #sibling: Int32Array;
  readonly #fallback: Int32Array;
  readonly #depth: Int32Array;
  /** Length of the longest of the texts that ends in this state; 0 when none does. */
  readonly #longest: Int32Array;
  /** Ordinary text moves between the start and states of one character: those have whole rows. 0: no row. */
  readonly #rowOf: Int32Array;
  readonly #rows: Int32Array;

  constructor(texts: Iterable<string>) {
    const tree = new Tree(texts);
    this.#letter = Int32Array.from(tree.letter);
    this.#child = Int32Array.from(tree.child);
    this.#sibling = Int32Array.from(tree.sibling);
    this.#depth = Int32Array.from(tree.depth);
    this.#longest = Int32Array.from(tree.length);
    this.#fallback = new Int32Array(tree.depth.length);
    this.#rowOf = new Int32Array(tree.depth.length);
    for (const state of this.#children(0)) this.#start[this.#letter[state]!] = state;
    this.#link();
    this.#rows = this.#rowsOfShallow();
  }

  depth(state: number): number {
    return this.#depth[state]!;
  }

  /** The state after `piece`. Tells of the longest text that ends at each place: `end` counts from the piece's start. */
  scan(piece: string, from: number, tell: (end: number, length: number) => void): number {
    const longest = this.#longest;
    let state = from;
    for (let index = 0; index < piece.length; index++) {
      state = this.#next(state, piece.charCodeAt(index));
      const length = longest[state]!;
      if (length !== 0) tell(index + 1, length);
    }
    return state;
  }

  #next(from: number, letter: number): number {
    let state = from;
    while (state !== 0) {
      const row = this.#rowOf[state]!;
      if (row !== 0 && letter < rowWidth) return this.#rows[row * rowWidth + letter]!;
      let child = this.#child[state]!;
      while (child !== 0 && this.#letter[child] !== letter) child = this.#sibling[child]!;
      if (child !== 0) return child;
      state = this.#fallback[state]!;
    }
    return this.#start[letter]!;
  }

  #children(state: number): number[] {
    const found: number[] = [];
    for (let child = this.#child[state]!; child !== 0; child = this.#sibling[child]!) found.push(child);
    return found;
  }

  #rowsOfShallow(): Int32Array {
    const shallow = this.#children(0);
    const rows = new Int32Array((shallow.length + 1) * rowWidth);
    for (const [index, state] of shallow.entries())
      for (let letter = 0; letter < rowWidth; letter++)
        rows[(index + 1) * rowWidth + letter] = this.#next(state, letter);
    // Only now: while they are being filled, states of one character find their way by their children.
    for (const [index, state] of shallow.entries()) this.#rowOf[state] = index + 1;
    return rows;
  }

  /** Breadth first: a state falls back to the longest shorter beginning that ends the same. */
  #link(): void {
    let level = this.#children(0);
    while (level.length > 0) {
      const below: number[] = [];
      for (const state of level) {
        if (this.#longest[state] === 0) this.#longest[state] = this.#longest[this.#fallback[state]!]!;
        for (const child of this.#children(state)) {
          this.#fallback[child] = this.#next(this.#fallback[state]!, this.#letter[child]!);
          below.push(child);
        }
      }
      level = below;
    }
  }
}

/** The beginnings of all texts, each once; 0 is the empty one. Children are a list: most states have one. */
class Tree {
  readonly letter = [0];
  readonly child = [0];
  readonly sibling = [0];
  readonly depth = [0];
  readonly length = [0];

  constructor(texts: Iterable<string>) {
    for (const text of texts) {
      let state = 0;
      for (let index = 0; index < text.length; index++) state = this.#step(state, text.charCodeAt(index));
      this.length[state] = text.length;
    }
  }

  #step(parent: number, letter: number): number {
    for (let child = this.child[parent]!; child !== 0; child = this.sibling[child]!)
      if (this.letter[child] === letter) return child;
    const state = this.depth.push(this.depth[parent]! + 1) - 1;
    this.letter.push(letter);
    this.child.push(0);
    this.length.push(0);
    this.sibling.push(this.child[parent]!);
    this.child[parent] = state;
    return state;
  }
}
