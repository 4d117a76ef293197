import { isMap, isPair, isScalar, isSeq, type Node, parseDocument, visit } from 'yaml';

/** A place in a YAML text where a word is typed, seen from the root of the text. */
export type YamlPlace = {
  /** Keys and indexes down to the map that the key is in, or to the value itself. */
  path: (string | number)[];
  /** A key is being typed, or a value. */
  is: 'key' | 'value';
  /** Maps on the way down, outermost first, each with its keys and its plain values. */
  maps: { depth: number; values: Record<string, unknown> }[];
  /** Where the word begins. */
  from: number;
  /** What is on the way to it: text to the cursor. */
  typed: string;
  /** A colon stands behind the word already. */
  colon: boolean;
};

/** Past it a text is too long to be read at every letter. */
const longest = 300_000;
const probe = 'pLaCeOfWhatIsTyped';

/** The places the word before the cursor may be at: a list entry that is only begun may become a value or a map. */
export function yamlPlaces(text: string, offset: number): YamlPlace[] {
  if (text.length > longest) return [];
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (/(^|\s)#/.test(line)) return [];
  const typed = /[\w.-]*$/.exec(line)?.[0] ?? '';
  const word = typed.replace(/^-+/, '');
  const from = offset - word.length;
  const rest = /^[\w.-]*/.exec(text.slice(offset))?.[0] ?? '';
  const after = text.slice(offset + rest.length);
  const colon = /^\s*:/.test(after);
  const alone = /^[\s-]*$/.test(line.slice(0, line.length - word.length)) && /^[ \t]*(\n|$)/.test(after);
  const begun = /-\s+$/.test(line.slice(0, line.length - word.length));
  const read = (put: string) => findProbe(text.slice(0, from) + put + after, { from, typed: word, colon });
  const found = [alone ? read(`${probe}:`) : null, !alone || begun ? read(probe) : null];
  return found.filter((place) => place !== null);
}

function findProbe(text: string, word: Pick<YamlPlace, 'from' | 'typed' | 'colon'>): YamlPlace | null {
  let place: YamlPlace | null = null;
  visit(parseDocument(text, { strict: false, uniqueKeys: false, logLevel: 'silent' }), {
    Scalar(key, node, above) {
      if (node.value !== probe) return undefined;
      place = {
        ...downTo(key === 'key' ? above.slice(0, -1) : [...above, node]),
        is: key === 'key' ? 'key' : 'value',
        ...word,
      };
      return visit.BREAK;
    },
  });
  return place;
}

function downTo(nodes: readonly unknown[]): Pick<YamlPlace, 'path' | 'maps'> {
  const path: YamlPlace['path'] = [];
  const maps: YamlPlace['maps'] = [];
  nodes.forEach((node, index) => {
    if (isPair(node)) path.push(isScalar(node.key) ? String(node.key.value) : '');
    if (isSeq(node)) {
      const next = nodes[index + 1];
      if (next !== undefined) path.push(node.items.indexOf(next as Node));
    }
    if (!isMap(node)) return;
    const pairs = node.items.flatMap(({ key, value }) =>
      isScalar(key) && key.value !== probe ? [[String(key.value), isScalar(value) ? value.value : undefined]] : [],
    );
    maps.push({ depth: path.length, values: Object.fromEntries(pairs) });
  });
  return { path, maps };
}
