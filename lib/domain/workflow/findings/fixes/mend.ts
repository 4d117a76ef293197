import type { Json, JsonObject } from '../../json.ts';
import type { Finding } from '../finding.ts';
import { withValue } from './edit.ts';

/** A finding as it comes from the server; its rule may be one that is not known here. */
export type Told = Pick<Finding, 'message' | 'fix' | 'path' | 'step'> & { rule: string };

/** `label` says what it does, as a command (`Remove the need`); `spec` is the workflow after it. */
export type Fix = { label: string; spec: JsonObject };

/** A workflow with a finding → the workflow without it; null where only its author can know. */
export type Mend = (spec: JsonObject, found: Told & { path: (string | number)[] }) => Fix | null;

export const set = (
  spec: JsonObject,
  path: readonly (string | number)[],
  value: Json | undefined,
  label: string,
): Fix => ({ label, spec: withValue(spec, path, value) as JsonObject });

/** Takes away what the finding points at. */
export const remove: Mend = (spec, { path }) => set(spec, path, undefined, `Remove ${String(keyOf(path))}`);

/** The last name of a place: of a list's entry, that of the list. */
export const keyOf = (path: readonly (string | number)[]): string =>
  String(path.findLast((key) => typeof key === 'string') ?? 'it');

/** The names a message puts in quotes, in their order. */
export const quotedIn = (message: string): string[] =>
  [...message.matchAll(/"([^"]*)"/g)].map(([, name]) => name ?? '');
