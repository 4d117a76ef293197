import type { Code } from '#lib/domain/expression/complete.ts';

/** Code within a line of a workflow's text: itself to the cursor, where it begins, and the step it belongs to. */
export type CodeInYaml = Code & { from: number; step: string | null };

const condition = /^\s*(?:- +)?(?:\{.*[{,] *|\{ *)?(?:when|match|expression): +(["']?)(.*)$/;

/** The code that the cursor is in: between braces, or behind a key that takes a condition; null where there is none. */
export function codeInYaml(text: string, offset: number): CodeInYaml | null {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const step = /[\s\S]*^\s*- +(?:\{ *)?id: *([\w-]+)/m.exec(text.slice(0, offset))?.[1] ?? null;
  const code = (language: Code['language'], part: string) => ({
    language,
    text: part,
    offset: part.length,
    from: offset - part.length,
    step,
  });
  const opened = Math.max(line.lastIndexOf('{{'), line.lastIndexOf('{%'));
  if (opened >= 0 && Math.max(line.lastIndexOf('}}'), line.lastIndexOf('%}')) < opened)
    return code('template', line.slice(opened));
  const [, , part] = condition.exec(line) ?? [];
  return part === undefined ? null : code('cel', part);
}
