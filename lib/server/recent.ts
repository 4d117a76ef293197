/**
 * What was used lately, up to a weight in all (whatever `weigh` counts): the one used longest ago goes first. What weighs
 * more than a quarter of it alone is not kept at all, so that one large thing does not push out everything else.
 */
export class Recent<Value> {
  readonly #kept = new Map<string, { value: Value; weight: number }>();
  readonly #most: number;
  #weight = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    const found = this.#kept.get(key);
    if (!found) return undefined;
    // A map lists its keys in the order they were put in: the first one is the oldest.
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found.value;
  }

  set(key: string, value: Value, weight: number): void {
    this.delete(key);
    if (weight > this.#most / 4) return;
    this.#kept.set(key, { value, weight });
    this.#weight += weight;
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.#most) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0;
    this.#kept.delete(key);
  }
}
