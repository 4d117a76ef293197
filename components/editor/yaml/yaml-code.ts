import { codeInLine } from '#components/ui/code-in-text.ts';
import type { Code } from '#lib/domain/expression/complete.ts';

/** Code within a line of a workflow's text: itself to the cursor, where it begins, and the step it belongs to. */
export type CodeInYaml = Code & { from: number; step: string | null };

/** The code that the cursor is in: between braces, or where a condition stands; null where there is none. */
export function codeInYaml(text: string, offset: number): CodeInYaml | null {
  const before = text.slice(0, offset);
  const lines = before.split('\n');
  const line = lines.at(-1) ?? '';
  const part = codeInLine(line, lines.length, (number) => lines[number - 1]).at(-1);
  if (!part || part.to < line.length) return null;
  const code = line.slice(part.from);
  return {
    language: part.language,
    text: code,
    offset: code.length,
    from: offset - code.length,
    step: stepAbove(lines),
  };
}

/** The step that the last of these lines is in; null where a key of the whole text stands between them. */
function stepAbove(lines: readonly string[]): string | null {
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    const id = /^\s*- +(?:\{ *)?id: *([\w-]+)/.exec(line)?.[1];
    if (id || /^[\w-]+:/.test(line)) return id ?? null;
  }
  return null;
}
