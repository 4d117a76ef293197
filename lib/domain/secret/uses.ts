import { compile, hasTemplate } from '../template/compile.ts';
import type { Json } from '../workflow/json.ts';

/** Names of the secrets that a value's templates write out: `{{ secrets.TOKEN }}`. A computed name is not seen. */
export function secretsUsedIn(value: Json): Set<string> {
  const names = new Set<string>();
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') {
      if (!hasTemplate(next)) continue;
      for (const { segments } of compile(next).roots)
        if (segments[0] === 'secrets' && segments[1] !== undefined) names.add(segments[1]);
    } else if (next !== null && typeof next === 'object') for (const child of Object.values(next)) waiting.push(child);
  }
  return names;
}
