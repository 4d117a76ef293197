/** A part of a line that is code: from where to where, in the line. */
export type CodePart = { language: 'cel' | 'template'; from: number; to: number };

const braces = /\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)/g;
const conditions = /(?:^\s*(?:- +)?|[{,]\s*)(?:when|match|expression|tripWhen): +(?![|>[{])(["']?)/g;
/** Below these keys every entry of a list, or every value of a mapping, is an expression. */
const above = { list: new Set(['that', 'tripWhen']), mapping: new Set(['set']) };
const listEntry = /^\s*- +(?!\{|[\w-]+: )(["']?)/;
const mapEntry = /^\s*[\w-]+: +(?![|>[{])(["']?)/;
const farthest = 300;

/** The code in a line of a workflow's text. `lineAt`: the lines above it by their numbers; of others nothing. */
export function codeInLine(line: string, number: number, lineAt: (number: number) => string | undefined): CodePart[] {
  const parts = [...line.matchAll(braces)].map(
    ({ 0: text, index }): CodePart => ({ language: 'template', from: index, to: index + text.length }),
  );
  if (parts.length > 0) return parts;
  const found = [...line.matchAll(conditions)];
  const entry = found.length > 0 ? null : entryOf(line, number, lineAt);
  return [...found, ...(entry ? [entry] : [])].map((match) => {
    const from = match.index + match[0].length;
    return { language: 'cel', from, to: endOf(line, from, match[1] ?? '', match[0].search(/[{,]/) >= 0) };
  });
}

function entryOf(line: string, number: number, lineAt: (number: number) => string | undefined) {
  const listed = listEntry.exec(line);
  const match = listed ?? mapEntry.exec(line);
  if (!match) return null;
  const indent = line.search(/\S/);
  for (let at = number - 1; at > number - farthest; at--) {
    const text = lineAt(at);
    if (text === undefined) return null;
    const outer = text.search(/\S/);
    // A list may begin right below its key.
    if (outer < 0 || outer > indent || (outer === indent && (!listed || /^\s*-/.test(text)))) continue;
    const key = /^\s*(?:- +)?([\w-]+):\s*$/.exec(text)?.[1] ?? '';
    return (listed ? above.list : above.mapping).has(key) ? match : null;
  }
  return null;
}

/** Where a value ends that begins at `from`: at its closing quote; within braces at what ends an entry. */
function endOf(line: string, from: number, quote: string, within: boolean): number {
  const end = quote ? line.indexOf(quote, from) : within ? line.slice(from).search(/[,{}[\]]/) : -1;
  if (end < 0) return line.length;
  return quote ? end : from + end;
}
