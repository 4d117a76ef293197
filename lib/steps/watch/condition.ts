import type { ReadExpression } from '#lib/domain/workflow/kind-catalogue.ts';

/** What a condition of a watch may read beside inputs, steps and the rest. */
export const watchNames = {
  probe: 'the result: a value, or status, headers, body and ms of an answer',
  samples: 'the last 100 results, an answer without its headers',
  error_rate: 'the share of these that failed, 0 to 1',
  response_time: 'of the answer, in ms',
};

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Texts are left alone. A percent sign with something to divide by behind it is CEL's remainder. */
const measures =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<![\w.])(\d+(?:\.\d+)?)(?:(%)(?!\s*[\w("'[.-])|(ms|s|m|h|d)(?!\w))/g;

/** CEL of a condition in which `5%` stands for 0.05 and `2000ms`, `2s`, `1m` for milliseconds. */
export function conditionSource(text: string): string {
  return text.replaceAll(measures, (whole, number?: string, percent?: string, unit?: string) => {
    if (number === undefined) return whole;
    if (percent) return decimal(Number(number) / 100);
    return String(Math.round(Number(number) * unitMs[unit!]!));
  });
}

/** Written out, and always as a double: a share is one. */
function decimal(value: number): string {
  const text = Number(value.toPrecision(12)).toString();
  if (text.includes('e')) return value.toFixed(12);
  return text.includes('.') ? text : `${text}.0`;
}

export function readWatchExpression(text: string, place: string): ReadExpression {
  return place.startsWith('probe')
    ? { source: text, names: [] }
    : { source: conditionSource(text), names: Object.keys(watchNames) };
}
