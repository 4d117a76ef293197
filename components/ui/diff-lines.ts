import { diffLines, diffWordsWithSpace } from 'diff';

/** A piece of a line; `changed` marks what differs from the line's counterpart. */
export type DiffPiece = { text: string; changed: boolean };

export type DiffRow =
  | { kind: 'same' | 'added' | 'removed'; before?: number; after?: number; pieces: DiffPiece[] }
  | { kind: 'folded'; lines: number };

const wordLimit = 2000;

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function wordPieces(before: string, after: string): [DiffPiece[], DiffPiece[]] {
  if (before.length + after.length > wordLimit) {
    return [[{ text: before, changed: true }], [{ text: after, changed: true }]];
  }
  const left: DiffPiece[] = [];
  const right: DiffPiece[] = [];
  for (const part of diffWordsWithSpace(before, after)) {
    if (!part.added) left.push({ text: part.value, changed: Boolean(part.removed) });
    if (!part.removed) right.push({ text: part.value, changed: Boolean(part.added) });
  }
  return [left, right];
}

/** Rows of a unified difference; runs of equal lines longer than twice `context` are folded. */
export function diffRows(before: string, after: string, context = 3): DiffRow[] {
  const rows: DiffRow[] = [];
  let left = 1;
  let right = 1;
  const parts = diffLines(before, after);
  parts.forEach((part, index) => {
    const lines = splitLines(part.value);
    if (!part.added && !part.removed) {
      const first = index === 0;
      const last = index === parts.length - 1;
      const head = first ? 0 : context;
      const tail = last ? 0 : context;
      lines.forEach((text, line) => {
        const hidden = line >= head && line < lines.length - tail && lines.length - head - tail > 1;
        if (hidden && line === head) rows.push({ kind: 'folded', lines: lines.length - head - tail });
        if (!hidden) rows.push({ kind: 'same', before: left, after: right, pieces: [{ text, changed: false }] });
        left++;
        right++;
      });
      return;
    }
    if (part.removed) {
      const next = parts[index + 1];
      const counterparts = next?.added ? splitLines(next.value) : [];
      lines.forEach((text, line) => {
        const other = lines.length === counterparts.length ? counterparts[line] : undefined;
        const pieces = other === undefined ? [{ text, changed: false }] : wordPieces(text, other)[0];
        rows.push({ kind: 'removed', before: left++, pieces });
      });
      return;
    }
    const previous = parts[index - 1];
    const counterparts = previous?.removed ? splitLines(previous.value) : [];
    lines.forEach((text, line) => {
      const other = lines.length === counterparts.length ? counterparts[line] : undefined;
      const pieces = other === undefined ? [{ text, changed: false }] : wordPieces(other, text)[1];
      rows.push({ kind: 'added', after: right++, pieces });
    });
  });
  return rows;
}
