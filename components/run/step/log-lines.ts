import type { LogChunkView } from '#lib/contracts/run.ts';

export type LogLine = { key: string; stream: LogChunkView['stream']; text: string };

/** Chunks as lines. A line that a chunk leaves open goes on in the next chunk of the same stream. */
export function logLines(chunks: readonly LogChunkView[]): LogLine[] {
  const lines: LogLine[] = [];
  const open = new Map<string, LogLine>();
  for (const chunk of chunks) {
    const parts = chunk.text.split('\n');
    parts.forEach((text, index) => {
      const last = index === parts.length - 1;
      const before = open.get(chunk.stream);
      if (last && text === '') return;
      if (before) {
        before.text += text;
        if (!last) open.delete(chunk.stream);
        return;
      }
      const line = { key: `${chunk.chunk}.${index}`, stream: chunk.stream, text };
      lines.push(line);
      if (last) open.set(chunk.stream, line);
    });
    if (chunk.text.endsWith('\n')) open.delete(chunk.stream);
  }
  return lines;
}
