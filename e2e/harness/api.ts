import type { z } from 'zod';
import type { RunView } from '#lib/contracts/run.ts';
import type { startedRun } from '#lib/contracts/run-start.ts';
import type { createdWorkflow } from '#lib/contracts/workflow.ts';

/** An answer of the HTTP API as it came. `body` is the JSON, or the text when it is none. */
export interface Answer<T = unknown> {
  status: number;
  body: T;
  type: string;
  headers: Headers;
}

export interface Call {
  json?: unknown;
  /** A body as it is, with `type` as its content type. */
  text?: string;
  type?: string;
  headers?: Record<string, string>;
}

/** The HTTP API as somebody with that key sees it; `null` is a stranger. */
export class Api {
  readonly url: string;
  readonly key: string | null;

  constructor(url: string, key: string | null) {
    this.url = url;
    this.key = key;
  }

  /** Any call. `path` is under /api/v1 unless it begins with the address. Never throws for a status. */
  async call<T = unknown>(method: string, path: string, { json, text, type, headers }: Call = {}): Promise<Answer<T>> {
    const body = json === undefined ? text : JSON.stringify(json);
    const answer = await fetch(path.startsWith('http') ? path : `${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(this.key && { authorization: `Bearer ${this.key}` }),
        ...(body !== undefined && { 'content-type': type ?? 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    const said = await answer.text();
    const contentType = answer.headers.get('content-type') ?? '';
    const isJson = /\bjson\b/.test(contentType) && said !== '';
    return {
      status: answer.status,
      type: contentType,
      headers: answer.headers,
      body: isJson ? JSON.parse(said) : said,
    };
  }

  get<T>(path: string): Promise<T> {
    return this.#good<T>('GET', path);
  }

  post<T>(path: string, json?: unknown): Promise<T> {
    return this.#good<T>('POST', path, json === undefined ? {} : { json });
  }

  patch<T>(path: string, json: unknown): Promise<T> {
    return this.#good<T>('PATCH', path, { json });
  }

  put<T>(path: string, json: unknown): Promise<T> {
    return this.#good<T>('PUT', path, { json });
  }

  /** Makes and publishes a workflow from its YAML; throws when it has findings that keep it from being published. */
  async publish(yaml: string): Promise<z.infer<typeof createdWorkflow>> {
    const made = await this.#good<z.infer<typeof createdWorkflow>>('POST', '/workflows', {
      text: yaml,
      type: 'application/yaml',
    });
    if (made.version === null) throw new Error(`not published: ${JSON.stringify(made.findings)}`);
    return made;
  }

  start(workflow: string, input: Record<string, unknown> = {}): Promise<z.infer<typeof startedRun>> {
    return this.post(`/workflows/${workflow}/runs`, { input });
  }

  /** The run as soon as it is what is waited for; the error shows how it was last. */
  async run(id: string, is: (run: RunView) => boolean, patienceMs = 30_000): Promise<RunView> {
    const until = performance.now() + patienceMs;
    for (;;) {
      const run = await this.get<RunView>(`/runs/${id}`);
      if (is(run)) return run;
      if (performance.now() > until)
        throw new Error(`The run did not come that far. Now: ${run.sentence}\n${JSON.stringify(run.steps, null, 1)}`);
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }

  /** The id of the gate that the run opens at a step. */
  async gate(runId: string, step: string): Promise<string> {
    const run = await this.run(runId, ({ steps }) => steps.find(({ id }) => id === step)?.gate != null);
    return run.steps.find(({ id }) => id === step)?.gate ?? '';
  }

  async #good<T>(method: string, path: string, call: Call = {}): Promise<T> {
    const { status, body } = await this.call<T>(method, path, call);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }
}

export const stepOf = (run: RunView, id: string) => {
  const step = run.steps.find((one) => one.id === id);
  if (!step) throw new Error(`the run has no step ${id}`);
  return step;
};

export const ended = ({ status }: RunView) => ['succeeded', 'failed', 'cancelled'].includes(status);
