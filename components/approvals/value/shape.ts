import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';

/** How a value is best read. */
export type Shape =
  | 'nothing'
  | 'flag'
  | 'number'
  | 'word'
  | 'moment'
  | 'text'
  | 'image'
  | 'words'
  | 'table'
  | 'object'
  | 'tree';

/** A text longer than this, or of several lines, is a document of its own. */
const longText = 120;
const mostColumns = 12;
const moment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
/** Pictures that cannot act, written out as data. */
const image = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isScalar = (value: unknown) => value === null || typeof value !== 'object';

export function shapeOf(value: Json): Shape {
  if (value === null) return 'nothing';
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') {
    if (image.test(value)) return 'image';
    if (value.includes('\n') || value.length > longText) return 'text';
    return isMoment(value) ? 'moment' : 'word';
  }
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((item) => isScalar(item) && !isLong(item))) return 'words';
    return columnsOf(value) ? 'table' : 'tree';
  }
  return Object.keys(value).length > 0 ? 'object' : 'tree';
}

export const isMoment = (text: string) => moment.test(text) && !Number.isNaN(Date.parse(text));
const isLong = (value: Json) => typeof value === 'string' && (value.includes('\n') || value.length > longText);

/** The columns of a list of like objects: their keys as they come; null where it is no such list. */
export function columnsOf(list: readonly Json[]): string[] | null {
  if (list.length === 0 || !list.every(isObject)) return null;
  const columns = new Set<string>();
  for (const row of list) for (const key of Object.keys(row)) columns.add(key);
  if (columns.size === 0 || columns.size > mostColumns) return null;
  const filled = list.reduce((sum, row) => sum + Object.keys(row).length, 0);
  const flat = list.every((row) =>
    Object.values(row).every((cell) => isScalar(cell) || JSON.stringify(cell).length <= longText),
  );
  // Half of the cells empty, or something large in one: then a tree tells more.
  return flat && filled * 2 >= columns.size * list.length ? [...columns] : null;
}

const markdownSigns = [
  /^#{1,6} \S/m,
  /^\s*[-*+] \S.*\n\s*[-*+] \S/m,
  /^\s*1\. \S/m,
  /^\|?[ :|-]*---[ :|-]*\|?$/m,
  /\[[^\]\n]+\]\([^)\s]+\)/,
  /^```/m,
  /\*\*\S[^*\n]*\*\*/,
];

/** Whether a text is written as Markdown: read as such, other texts would lose their line breaks. */
export const looksLikeMarkdown = (text: string) => markdownSigns.some((sign) => sign.test(text));
