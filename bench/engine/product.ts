import type { Product } from '../../e2e/harness/product.ts';

/** The product through its shipped doors: HTTP alone, with the owner's key. */
export class Door {
  readonly #product: Product;

  constructor(product: Product) {
    this.#product = product;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#product.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#product.adminKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** A chain of `length` empty template steps, published. Returns the workflow's id. */
  async chain(name: string, length: number): Promise<string> {
    const steps = Array.from({ length }, (_, index) => ({
      id: `s${index}`,
      kind: 'template',
      needs: index === 0 ? [] : [`s${index - 1}`],
      with: { template: '' },
    }));
    return (await this.call<{ id: string }>('POST', '/workflows', { spec: { name, steps } })).id;
  }

  async run(workflow: string): Promise<string> {
    return (await this.call<{ id: string }>('POST', `/workflows/${workflow}/runs`, {})).id;
  }

  /** Polls until none of the workflow's runs is under way. */
  async ended(workflow: string): Promise<void> {
    const until = performance.now() + 120_000;
    for (;;) {
      const left = await this.call<{ items: unknown[] }>(
        'GET',
        `/runs?workflow=${workflow}&status=queued,running,waiting&limit=1`,
      );
      if (left.items.length === 0) return;
      if (performance.now() > until) throw new Error('the runs did not end within two minutes');
      await new Promise((wake) => setTimeout(wake, 20));
    }
  }

  /** First accepted start and last end of all runs of a workflow, by the database's clock, in ms; throws unless all succeeded. */
  async span(workflow: string): Promise<{ from: number; to: number; runs: number }> {
    let cursor: string | null = null;
    let [from, to, runs] = [Number.POSITIVE_INFINITY, 0, 0];
    do {
      type Page = { items: { status: string; queuedAt: string; finishedAt: string }[]; nextCursor: string | null };
      const page: Page = await this.call(
        'GET',
        `/runs?workflow=${workflow}&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
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
}
