import { Liquid, Token } from 'liquidjs';

/**
 * The two engines of one language: `text` writes everything into one text, `value` keeps the type of a template that is
 * exactly one `{{ … }}`. No files, no clock, no randomness, own properties only, bounded time and memory.
 */
export const limits = {
  /** Longest template, in characters. */
  length: 500_000,
  /** Deepest nesting of tags and of brackets; the parser recurses. */
  nesting: 100,
  /** Most `{{` and `{%`: the parser takes its tokens off the front of a list, which is quadratic. */
  parts: 10_000,
  /** Milliseconds of one rendering. */
  time: 500,
  /** Characters and list items that filters and loops may make. */
  memory: 50_000_000,
} as const;

let counted = { input: '', starts: [0] };

/** The library counts lines from the top for every name it reports: 4 s for 10,000 names. Here a text is counted once. */
Token.prototype.getPosition = function (this: Token): [number, number] {
  if (counted.input !== this.input) {
    const starts = [0];
    for (let at = this.input.indexOf('\n'); at >= 0; at = this.input.indexOf('\n', at + 1)) starts.push(at + 1);
    counted = { input: this.input, starts };
  }
  let low = 0;
  let high = counted.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (counted.starts[middle]! <= this.begin) low = middle;
    else high = middle - 1;
  }
  return [low + 1, this.begin - counted.starts[low]! + 1];
};

/** Tags that read other templates: there are none. */
const refusedTags = ['include', 'render', 'layout', 'block'] as const;
/** Filters whose answer differs from call to call, or that would run a text as a template expression. */
const refusedFilters = [
  'sample',
  'raw',
  'where_exp',
  'reject_exp',
  'group_by_exp',
  'has_exp',
  'find_index_exp',
  'find_exp',
  'inspect',
] as const;
const dateFilters = ['date', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string'] as const;

type FilterContext = { context: { memoryLimit: { use(units: number): void } } };

function make(kind: 'text' | 'value'): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    templates: {},
    relativeReference: false,
    dynamicPartials: false,
    timezoneOffset: 0,
    preserveTimezones: true,
    dateFormat: '%Y-%m-%d %H:%M',
    locale: 'en-US',
    parseLimit: limits.length,
    renderLimit: limits.time,
    memoryLimit: limits.memory,
    keepOutputType: kind === 'value',
    ...(kind === 'text' ? { outputEscape: asText } : {}),
  });
  for (const tag of refusedTags) delete engine.tags[tag];
  for (const filter of refusedFilters) delete engine.filters[filter];
  for (const name of dateFilters) engine.registerFilter(name, withoutClock(engine.filters[name] as DateFilter));
  engine.registerFilter('json', (value: unknown, indent?: number) =>
    JSON.stringify(value ?? null, null, Math.min(Number(indent) || 0, 8)),
  );
  engine.registerFilter('escape_markdown', function (this: FilterContext, value: unknown) {
    const text = asText(value);
    this.context.memoryLimit.use(text.length);
    return escapeMarkdown(text);
  });
  engine.registerFilter('indent', function (this: FilterContext, value: unknown, by?: number) {
    const text = asText(value);
    const blank = ' '.repeat(Math.max(0, Math.min(Number(by ?? 2) || 0, 40)));
    this.context.memoryLimit.use(text.length * 2);
    return text.replaceAll('\n', `\n${blank}`);
  });
  return engine;
}

type DateFilter = (this: unknown, value: unknown, ...rest: unknown[]) => unknown;

function withoutClock(filter: DateFilter): DateFilter {
  return function (this: unknown, value: unknown, ...rest: unknown[]) {
    if (value === 'now' || value === 'today')
      throw new Error(`a template has no clock, so "${value}" is not known; use run.startedAt`);
    return filter.call(this, value, ...rest);
  };
}

/** An output inside a longer text: lists and objects as JSON, null as nothing. */
function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'object') {
    const plain: unknown = value.valueOf();
    return typeof plain === 'object' && plain !== null ? JSON.stringify(plain) : String(plain ?? '');
  }
  return String(value);
}

/**
 * Makes a text mean itself in Markdown (GFM), on one line: no links, headings, emphasis, HTML or table cells come from
 * it. Escapes no more than that, since people edit the result.
 */
function escapeMarkdown(text: string): string {
  return text
    .replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .replace(/[\\`*[\]<>|~&@$]/g, (sign) => `\\${sign}`)
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replaceAll('://', '\\://')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`)
    .replace(/^(\s*)([#+=-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}

export const textEngine = make('text');
export const valueEngine = make('value');

/** Names of the filters on offer, for the editor and for "did you mean". */
export const filterNames: readonly string[] = Object.keys(textEngine.filters).sort();
export const tagNames: readonly string[] = Object.keys(textEngine.tags).sort();
