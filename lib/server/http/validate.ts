import type { z } from 'zod';
import { refuse } from '#lib/server/refusal.ts';

type Place = 'body' | 'query';

/** Checks against a shape; each mistake is told with its place, in words. 400. */
export function validate<S extends z.ZodType>(schema: S, value: unknown, place: Place): z.output<S> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const errors = checked.error.issues.slice(0, 50).flatMap((issue) => inWords(issue));
  const first = errors[0];
  throw refuse('invalid_request', {
    detail: first ? `${first.path || `The ${place}`} ${first.message}.` : undefined,
    errors,
  });
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** One issue of zod as `{path, message}`; the message goes on after the path: "email must be an e-mail address". */
function inWords(issue: z.core.$ZodIssue, above: PropertyKey[] = []): { path: string; message: string }[] {
  const at = [...above, ...issue.path];
  const path = at.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...at, key].map(String).join('.'), message: 'is not known here' }));
    case 'invalid_type':
      return [
        {
          path,
          message:
            issue.input === undefined && isMissing(issue)
              ? 'is missing'
              : `must be ${kinds[issue.expected] ?? issue.expected}`,
        },
      ];
    case 'invalid_value':
      return [{ path, message: `must be one of ${issue.values.slice(0, 20).map(String).join(', ')}` }];
    case 'too_small':
      return [
        { path, message: sized(issue.origin, issue.message, `at least ${issue.minimum}`, Number(issue.minimum)) },
      ];
    case 'too_big':
      return [{ path, message: sized(issue.origin, issue.message, `at most ${issue.maximum}`, Number(issue.maximum)) }];
    case 'invalid_format':
      return [{ path, message: formats[issue.format] ?? `is not of the asked form: ${issue.message}` }];
    case 'invalid_union': {
      const closest = issue.errors.toSorted((a, b) => a.length - b.length)[0];
      return closest?.length ? closest.flatMap((inner) => inWords(inner, at)) : [{ path, message: 'does not fit' }];
    }
    default:
      return [{ path, message: issue.message || 'does not fit' }];
  }
}

const formats: Record<string, string> = {
  email: 'must be an e-mail address',
  datetime: 'must be a time such as 2030-01-31T12:00:00Z',
  url: 'must be an address such as https://example.org',
};

const isMissing = (issue: z.core.$ZodIssue) => issue.message.includes('received undefined');

function sized(origin: string, message: string, bound: string, count: number): string {
  // A message of the schema's author says it better than the numbers do.
  if (!message.startsWith('Too ')) return `needs ${message}`;
  if (origin === 'string')
    return bound === 'at least 1' ? 'must not be empty' : `must have ${bound} character${count === 1 ? '' : 's'}`;
  if (origin === 'array' || origin === 'set') return `must have ${bound} item${count === 1 ? '' : 's'}`;
  return `must be ${bound}`;
}
