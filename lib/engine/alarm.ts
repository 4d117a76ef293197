/** A sleep that can be ended early. */
export class Alarm {
  #wake: (() => void) | null = null;

  /** Waits so many ms, or until somebody rings. */
  async wait(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    this.#wake = null;
  }

  ring(): void {
    this.#wake?.();
  }
}
