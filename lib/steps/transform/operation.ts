import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { isObject } from '../is-object.ts';

/** Counts the inputs (a list, or named values), says how many are missing, and sums up those that are numbers. */
export function aggregate(inputs: Json): JsonObject {
  const values = Array.isArray(inputs) ? inputs : isObject(inputs) ? Object.values(inputs) : [inputs];
  const numbers = values.filter((value) => typeof value === 'number');
  const sum = numbers.reduce((total, value) => total + value, 0);
  return {
    count: values.length,
    missing: values.filter((value) => value === null).length,
    values: inputs,
    numbers:
      numbers.length === 0
        ? null
        : {
            count: numbers.length,
            sum,
            mean: sum / numbers.length,
            min: numbers.reduce((least, value) => Math.min(least, value)),
            max: numbers.reduce((most, value) => Math.max(most, value)),
          },
  };
}

/** Markdown: a heading, then each named input as a section; lists of objects become tables. */
export function report(title: string, inputs: Json): string {
  const parts = [`# ${title}`];
  if (isObject(inputs)) for (const [name, value] of Object.entries(inputs)) parts.push(`## ${name}`, section(value));
  else if (Array.isArray(inputs)) for (const value of inputs) parts.push(section(value));
  else parts.push(section(inputs));
  return `${parts.join('\n\n')}\n`;
}

function section(value: Json): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '_none_';
    if (value.every((item) => isObject(item))) return table(value);
    return value.map((item) => `- ${line(item)}`).join('\n');
  }
  if (isObject(value))
    return Object.entries(value)
      .map(([name, item]) => `- **${name}:** ${line(item)}`)
      .join('\n');
  return value === null ? '_nothing_' : String(value);
}

function table(rows: JsonObject[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = (row: JsonObject) => columns.map((column) => line(row[column] ?? '').replaceAll('|', '\\|'));
  const lines = [columns, columns.map(() => '---'), ...rows.map(cells)];
  return lines.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function line(value: Json): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\s*\n\s*/g, ' ');
}
