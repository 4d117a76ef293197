type Span = { from: number; to: number; runs: number };
type Page = { items: { status: string; queuedAt: string; finishedAt: string }[]; nextCursor: string | null };
export type RunDetail = {
  status: string;
  queuedAt: string;
  startedAt: string;
  finishedAt: string | null;
  steps: { id: string; status: string; startedAt: string | null; finishedAt: string | null; output: unknown }[];
};

/** The product through its shipped doors: HTTP alone, as whom `headers` name. */
export class Door {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string>) {
    this.#url = url;
    this.#headers = headers;
  }

  /** The same door for somebody else. */
  as(headers: Record<string, string>): Door {
    return new Door(this.#url, headers);
  }

  /** Throws with what the product says unless the answer is one of success. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: { ...this.#headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Makes the workflow, published. Throws with its first finding when it is only a draft. */
  async publish(spec: object): Promise<{ id: string }> {
    type Made = { id: string; version: number | null; findings: { message: string }[] };
    const made = await this.call<Made>('POST', '/workflows', { spec });
    if (made.version === null) throw new Error(`the workflow has a mistake: ${made.findings[0]?.message}`);
    return made;
  }

  /** Returns the run's id. */
  async start(workflow: string, input: object = {}): Promise<string> {
    return (await this.call<{ id: string }>('POST', `/workflows/${workflow}/runs`, { input })).id;
  }

  /** Starts `count` runs, `together` calls at a time. */
  async startMany(workflow: string, count: number, together = 32): Promise<void> {
    let left = count;
    await Promise.all(
      Array.from({ length: together }, async () => {
        while (left-- > 0) await this.start(workflow);
      }),
    );
  }

  /** All with one call. */
  async startTogether(workflow: string, count: number): Promise<void> {
    await this.call('POST', `/workflows/${workflow}/runs/batch`, { runs: Array.from({ length: count }, () => ({})) });
  }

  run(id: string): Promise<RunDetail> {
    return this.call('GET', `/runs/${id}`);
  }

  /** Polls until none of the workflow's runs is under way. */
  ended(workflow: string, withinMs = 120_000): Promise<void> {
    return this.#noneLeft(`workflow=${workflow}&`, withinMs, 20);
  }

  /** The same for all runs of the workspace. */
  allEnded(withinMs: number): Promise<void> {
    return this.#noneLeft('', withinMs, 250);
  }

  async #noneLeft(which: string, withinMs: number, pauseMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    for (;;) {
      const left = await this.call<Page>('GET', `/runs?${which}status=queued,running,waiting&limit=1`);
      if (left.items.length === 0) return;
      if (performance.now() > until) throw new Error(`the runs did not end within ${withinMs / 1000} s`);
      await new Promise((wake) => setTimeout(wake, pauseMs));
    }
  }

  /** First accepted start and last end of all runs of a workflow, by the database's clock, in ms; throws unless all succeeded. */
  async span(workflow: string): Promise<Span> {
    let cursor: string | null = null;
    let [from, to, runs] = [Number.POSITIVE_INFINITY, 0, 0];
    do {
      const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page: Page = await this.call('GET', `/runs?workflow=${workflow}&limit=200${more}`);
      for (const run of page.items) {
        if (run.status !== 'succeeded') throw new Error(`a run ended ${run.status}`);
        from = Math.min(from, Date.parse(run.queuedAt));
        to = Math.max(to, Date.parse(run.finishedAt));
        runs += 1;
      }
      cursor = page.nextCursor;
    } while (cursor);
    return { from, to, runs };
  }

  /** Publishes, runs it once to its end, and says how long that took from its acceptance, in ms. */
  async once(spec: object, input: object = {}): Promise<number> {
    const { id } = await this.publish(spec);
    await this.start(id, input);
    await this.ended(id);
    const { from, to } = await this.span(id);
    return to - from;
  }
}
