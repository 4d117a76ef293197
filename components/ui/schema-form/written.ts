import { hasBraces } from '#lib/domain/template/braces.ts';
import type { Editing } from './schema.ts';

/** What has a control that can show no text. */
const noTexts: ReadonlySet<Editing> = new Set(['number', 'boolean', 'map', 'table', 'object']);
const others: ReadonlySet<Editing> = new Set(['choice', 'duration', 'list', 'variants']);

/** Whether a value edited so has a control of its own beside a text. */
export const hasOwnControl = (editing: Editing): boolean => noTexts.has(editing) || others.has(editing);

/** Whether a value is a text that its own control would not show. */
export const standsWritten = (editing: Editing, value: unknown): boolean =>
  hasBraces(value) || (typeof value === 'string' && value !== '' && noTexts.has(editing));

/** A plain value as the text that stands for it; a list or an object stands for itself alone. */
export const writtenText = (value: unknown): string =>
  typeof value === 'string' ? value : ['number', 'boolean'].includes(typeof value) ? String(value) : '';

/** What a typed text means: a number or yes and no are what they say, all else is text. Nothing for an empty one. */
export function readWritten(editing: Editing, text: string): unknown {
  if (text === '') return undefined;
  if (editing === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (editing === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  return text;
}
