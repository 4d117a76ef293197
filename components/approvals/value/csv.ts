import type { JsonObject } from '#lib/domain/workflow/json.ts';

/**
 * Comma-separated values (RFC 4180: quotes around a cell, doubled inside; also semicolons and tabs) as a table, its first
 * line the head. Null where the lines do not have one number of cells.
 */
export function tableOfCsv(text: string): { columns: string[]; rows: JsonObject[] } | null {
  const lines = linesOf(text, separatorOf(text));
  const [head, ...body] = lines;
  if (!head || head.length < 2 || body.some((line) => line.length !== head.length)) return null;
  const columns = head.map((name, at) => (name && head.indexOf(name) === at ? name : `${name || 'column'} ${at + 1}`));
  return { columns, rows: body.map((line) => Object.fromEntries(columns.map((name, at) => [name, line[at] ?? '']))) };
}

function separatorOf(text: string): string {
  const [line = ''] = text.split('\n', 1);
  return [',', ';', '\t'].toSorted((a, b) => line.split(b).length - line.split(a).length)[0]!;
}

function linesOf(text: string, separator: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    line.push(cell);
    cell = '';
  };
  const endLine = () => {
    endCell();
    if (line.length > 1 || line[0] !== '') lines.push(line);
    line = [];
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n') endLine();
    else if (sign !== '\r') cell += sign;
  }
  endLine();
  return lines;
}
