import type { LogSink } from '#lib/engine/step-ports.ts';

type Stream = 'stdout' | 'stderr';

/**
 * Hands output on line by line. A line that is not finished yet (a prompt, a progress bar) goes out after 100 ms, since
 * somebody may be watching. What comes past the limit is counted, not kept.
 */
export class LineWriter {
  readonly #sink: LogSink;
  readonly #limit: number;
  #written = 0;
  #dropped = 0;
  #open: Record<Stream, string> = { stdout: '', stderr: '' };
  #timer: NodeJS.Timeout | null = null;

  constructor(sink: LogSink, limit: number) {
    this.#sink = sink;
    this.#limit = limit;
  }

  add(stream: Stream, text: string): void {
    if (this.#written + text.length > this.#limit) {
      this.#dropped += text.length;
      return;
    }
    this.#written += text.length;
    const all = this.#open[stream] + text;
    const end = all.lastIndexOf('\n') + 1;
    if (end > 0) this.#sink.write({ stream, text: all.slice(0, end) });
    this.#open[stream] = all.slice(end);
    if (this.#open[stream] !== '') this.#timer ??= setTimeout(() => this.#flushOpen(), 100);
  }

  /** Writes what is left, and how much was left out. */
  end(): void {
    this.#flushOpen();
    if (this.#dropped > 0)
      this.#sink.write({ stream: 'system', text: `${this.#dropped} more characters were not kept\n` });
  }

  #flushOpen(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.#open[stream] !== '') this.#sink.write({ stream, text: this.#open[stream] });
      this.#open[stream] = '';
    }
  }
}
