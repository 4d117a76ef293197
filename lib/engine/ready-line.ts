/**
 * The ready steps of a run as a line in which some cannot move: with no slot free, a step that needs one is walked past,
 * once and not again at every result. Those walked past stay first in the line, so that a slot that gets free is theirs.
 */
export class ReadyLine {
  readonly #ready: ReadonlySet<string>;
  /** Walked past and ready still. */
  readonly #passed = new Set<string>();
  /** A set's iterator sees what is added behind it, until it has once come to the end. */
  #walk: Iterator<string>;

  /** `ready` is the state's own set, which changes under way. */
  constructor(ready: ReadonlySet<string>) {
    this.#ready = ready;
    this.#walk = ready.values();
  }

  /** The first step that can move; null when none can. It must leave `ready`, or be asked for again. */
  next(full: boolean, needsSlot: (id: string) => boolean): string | null {
    if (!full) return this.#first();
    while (this.#passed.size < this.#ready.size) {
      const { value: id, done } = this.#walk.next();
      if (done) this.restart();
      else if (!needsSlot(id)) return id;
      else this.#passed.add(id);
    }
    return null;
  }

  /** Steps were sent back: what was walked past may not be ready any more. */
  restart(): void {
    this.#passed.clear();
    this.#walk = this.#ready.values();
  }

  #first(): string | null {
    const { value: id, done } = this.#ready.values().next();
    if (done) return null;
    this.#passed.delete(id);
    return id;
  }
}
