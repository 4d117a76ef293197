import type { z } from 'zod';

/**
 * What to do about one mistake in a field, as a sentence that stands under it: zod's own words speak to programmers.
 * Given to a parse as its `error`; a message written by the schema's author goes before it.
 */
export function fieldWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined || (issue.input === '' && issue.code !== 'invalid_union')) return 'Fill this in.';
  switch (issue.code) {
    case 'invalid_type':
      return `Give ${kinds[issue.expected as string] ?? issue.expected}.`;
    case 'invalid_value':
      return `Choose ${(issue.values as unknown[]).slice(0, 20).map(String).join(' or ')}.`;
    case 'too_small':
      return `Give ${bound(issue.origin as string, 'at least', Number(issue.minimum))}.`;
    case 'too_big':
      return `Give ${bound(issue.origin as string, 'at most', Number(issue.maximum))}.`;
    case 'not_multiple_of':
      return `Give a multiple of ${issue.divisor}.`;
    case 'unrecognized_keys':
      return `Remove ${(issue.keys as string[]).slice(0, 20).join(', ')}: not known here.`;
    case 'invalid_format':
      if (issue.format === 'regex' && issue.pattern) return `Write it so that it fits ${bare(String(issue.pattern))}.`;
      return formats[issue.format as string];
    default:
      return undefined;
  }
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const formats: Record<string, string> = {
  email: 'Write an e-mail address such as name@example.org.',
  url: 'Write an address such as https://example.org.',
  date: 'Write a day such as 2030-01-31.',
  datetime: 'Write a time such as 2030-01-31T12:00:00Z.',
};

/** A pattern without the slashes of the language. */
const bare = (pattern: string) => pattern.replace(/^\/(.*)\/[a-z]*$/s, '$1');

function bound(origin: string, side: 'at least' | 'at most', count: number): string {
  if (origin === 'string') return `${side} ${count} character${count === 1 ? '' : 's'}`;
  if (origin === 'array' || origin === 'set') return `${side} ${count}`;
  return `a number of ${side} ${count}`;
}
