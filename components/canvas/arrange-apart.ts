import { arrange, type LayoutGraph, type Positions } from './layout.ts';

/** Below this the trip to the worker takes longer than the work; keeping groups together is more work. */
const small = { plain: 500, grouped: 40 } as const;

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, { done: (positions: Positions) => void; graph: LayoutGraph }>();

function theWorker(): Worker | undefined {
  if (worker || typeof Worker === 'undefined') return worker;
  worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = (event: MessageEvent<{ id: number; positions: Positions }>) => {
    waiting.get(event.data.id)?.done(event.data.positions);
    waiting.delete(event.data.id);
  };
  // A worker that cannot be loaded must not leave anybody waiting: the page's own thread does it then.
  worker.onerror = () => {
    for (const { done, graph } of waiting.values()) void arrange(graph).then(done);
    waiting.clear();
    worker = undefined;
  };
  return worker;
}

/** `arrange` off the page's thread where that pays. */
export function arrangeApart(graph: LayoutGraph): Promise<Positions> {
  const limit = graph.steps.some(({ group }) => group !== null) ? small.grouped : small.plain;
  const apart = graph.steps.length > limit ? theWorker() : undefined;
  if (!apart) return arrange(graph);
  count += 1;
  const id = count;
  return new Promise((done) => {
    waiting.set(id, { done, graph });
    apart.postMessage({ id, graph });
  });
}
