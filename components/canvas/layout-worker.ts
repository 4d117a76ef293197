import { arrange, type LayoutGraph } from './layout.ts';

/** Takes `{id, graph}`, answers `{id, positions}`: a thousand steps take most of a second, too long for the page's thread. */
self.onmessage = (event: MessageEvent<{ id: number; graph: LayoutGraph }>) => {
  self.postMessage({ id: event.data.id, positions: arrange(event.data.graph) });
};
