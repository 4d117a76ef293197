import { arrange, type LayoutGraph } from './layout.ts';

/** Takes `{id, graph}`, answers `{id, positions}`: what may take longer than a frame is no work for the page's thread. */
self.onmessage = async ({ data }: MessageEvent<{ id: number; graph: LayoutGraph }>) => {
  self.postMessage({ id: data.id, positions: await arrange(data.graph) });
};
