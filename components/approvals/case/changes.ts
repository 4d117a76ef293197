import type { ApprovalView } from '#lib/contracts/approval.ts';
import { type Difference, diffJson } from '#lib/domain/workflow/diff.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { policyOf } from './shown-policy.ts';

/** What differs between a case as it was looked at and as it is now. */
export type CaseChanges = {
  payload: Difference[];
  /** Ids of steps whose result is another one, came in or went. */
  upstream: ReadonlySet<string>;
  /** Names of artifacts that are other ones, came in or went. */
  artifacts: ReadonlySet<string>;
  rules: { gone: string[]; come: string[] };
  error: boolean;
};

/** Null where both are covered by the same signature. */
export function changesOf(seen: ApprovalView, now: ApprovalView): CaseChanges | null {
  if (seen.digest === now.digest) return null;
  const before = policyOf(seen).words;
  const after = policyOf(now).words;
  return {
    payload: diffJson(seen.payload as Json, now.payload as Json),
    upstream: differing(seen.upstream, now.upstream, ({ step }) => step),
    artifacts: differing(seen.artifacts, now.artifacts, ({ name }) => name),
    rules: {
      gone: before.filter((word) => !after.includes(word)),
      come: after.filter((word) => !before.includes(word)),
    },
    error: JSON.stringify(seen.error) !== JSON.stringify(now.error),
  };
}

function differing<T extends { hash: string }>(before: readonly T[], after: readonly T[], nameOf: (one: T) => string) {
  const hashes = (list: readonly T[]) => new Map(list.map((one) => [nameOf(one), one.hash]));
  const left = hashes(before);
  const right = hashes(after);
  const names = new Set([...left.keys(), ...right.keys()]);
  return new Set([...names].filter((name) => left.get(name) !== right.get(name)));
}

/** "the payload, 1 artifact and the rules": where to look again. */
export function whereChanged({ payload, upstream, artifacts, rules, error }: CaseChanges): string {
  const many = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const places = [
    payload.length > 0 ? many(payload.length, 'field') : '',
    upstream.size > 0 ? many(upstream.size, 'result') : '',
    artifacts.size > 0 ? many(artifacts.size, 'artifact') : '',
    error ? 'the error' : '',
    rules.gone.length + rules.come.length > 0 ? 'the rules' : '',
  ].filter(Boolean);
  if (places.length === 0) return 'something a signature covers';
  return places.length > 1 ? `${places.slice(0, -1).join(', ')} and ${places.at(-1)}` : places[0]!;
}
