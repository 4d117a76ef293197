import { StringStream } from '@codemirror/language';
import { Prec, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin } from '@codemirror/view';
import { codeInLine } from './code-in-text.ts';
import { word } from './code-languages.ts';

const classes: Readonly<Record<string, string>> = {
  string: 'cm-inside-string',
  number: 'cm-inside-number',
  bool: 'cm-inside-word',
  null: 'cm-inside-word',
  keyword: 'cm-inside-word',
  typeName: 'cm-inside-word',
  propertyName: 'cm-inside-key',
  punctuation: 'cm-inside-mark',
};
const marks = Object.fromEntries(
  Object.entries(classes).map(([name, of]) => [name, Decoration.mark({ class: of })] as const),
);

const inks = EditorView.theme({
  '.cm-inside-string, .cm-inside-string span': { color: 'var(--code-string)' },
  '.cm-inside-number, .cm-inside-number span': { color: 'var(--code-number)' },
  '.cm-inside-word, .cm-inside-word span': { color: 'var(--code-word)' },
  '.cm-inside-key, .cm-inside-key span': { color: 'var(--code-key)' },
  '.cm-inside-mark, .cm-inside-mark span': { color: 'var(--muted)' },
});

function paint({ visibleRanges, state: { doc } }: EditorView): DecorationSet {
  const painted = new RangeSetBuilder<Decoration>();
  const lineAt = (number: number) => (number >= 1 && number <= doc.lines ? doc.line(number).text : undefined);
  for (const { from, to } of visibleRanges)
    for (let at = from; at <= to; ) {
      const line = doc.lineAt(at);
      for (const part of codeInLine(line.text, line.number, lineAt)) {
        const stream = new StringStream(line.text.slice(part.from, part.to), 4, 2);
        while (!stream.eol()) {
          const start = stream.pos;
          const mark = marks[word(stream) ?? ''];
          const begin = line.from + part.from;
          if (mark) painted.add(begin + start, begin + stream.pos, mark);
        }
      }
      at = line.to + 1;
    }
  return painted.finish();
}

/** Colours the code inside of a YAML or JSON text: names in braces, and conditions behind their keys. */
export const codeInside = [
  inks,
  Prec.highest(
    ViewPlugin.define(
      (view) => ({
        painted: paint(view),
        update(update) {
          if (update.docChanged || update.viewportChanged) this.painted = paint(update.view);
        },
      }),
      { decorations: ({ painted }) => painted },
    ),
  ),
];
