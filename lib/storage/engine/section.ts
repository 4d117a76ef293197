/**
 * A part of the flush's statement that writes one table. A statement holds only the sections its appends need, so that
 * the usual append of a chain pays for two tables and not for twelve. Each section's rows travel as one array a column
 * (`unnest`), the first column being the append's place in the flush: children find their append by it, not by the
 * run's id.
 */
export type Section<Name extends string = string> = {
  name: Name;
  /** Names and types of the columns after `n`. */
  columns: readonly (readonly [name: string, type: string])[];
  /** SQL of the table expression. `rows` stands for the unnested columns as `t`; `ok` holds the accepted appends. */
  sql: (rows: string) => string;
};

export type Cell = string | number | boolean | null;
export type Row = readonly Cell[];

/** `unnest($4::int4[],$5::text[]) as t(n,step_id)`; parameters from `first` on. */
export function unnested(section: Section, first: number): string {
  const types = ['int4', ...section.columns.map(([, type]) => type)];
  const names = ['n', ...section.columns.map(([name]) => name)];
  return `unnest(${types.map((type, index) => `$${first + index}::${type}[]`).join(',')}) as t(${names.join(',')})`;
}

/** Timestamps travel as Unix milliseconds. */
export const time = (column: string) => `to_timestamp(t.${column} / 1000.0)`;
