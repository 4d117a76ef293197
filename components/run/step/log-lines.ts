import type { LogChunkView } from '#lib/contracts/step-log.ts';

/** `chunk`: where it begins; `at`: when that was written (ISO). */
export type LogLine = { key: string; stream: LogChunkView['stream']; text: string; chunk: number; at: string };

/** Chunks as lines. A line that a chunk leaves open goes on in the next chunk of the same stream. */
export function logLines(chunks: readonly LogChunkView[]): LogLine[] {
  const lines: LogLine[] = [];
  const open = new Map<string, LogLine>();
  for (const { chunk, stream, text: all, at } of chunks) {
    const parts = all.split('\n');
    parts.forEach((text, index) => {
      const last = index === parts.length - 1;
      const before = open.get(stream);
      if (last && text === '') return;
      if (before) {
        before.text += text;
        if (!last) open.delete(stream);
        return;
      }
      const line = { key: `${chunk}.${index}`, stream, text, chunk, at };
      lines.push(line);
      if (last) open.set(stream, line);
    });
    if (all.endsWith('\n')) open.delete(stream);
  }
  return lines;
}
