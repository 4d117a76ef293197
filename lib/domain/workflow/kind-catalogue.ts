import type { z } from 'zod';
import type { JsonObject } from './json.ts';

/**
 * What the checks need to know of a step kind. Every kind of lib/steps satisfies it as it is. Paths are dotted keys below
 * `with`, `*` standing for any key or index: `cases.*.when`.
 */
export type KindRules = {
  kind: string;
  where: 'driver' | 'pool';
  /** Shape of the rendered `with`. */
  params: z.ZodType;
  /** Never rendered as templates (`run` of a shell step). */
  literal: readonly string[];
  /** CEL expressions. */
  expressions: readonly string[];
  /** How an expression is read: its CEL, and names that it may read beside the usual ones, as they come while the step goes on. */
  readAs?: (text: string, place: string) => ReadExpression;
  /** Where `secrets` may be read. */
  secrets?: readonly string[];
  /** Parameters that hold the address of a request. */
  addresses?: readonly string[];
  /** Outcomes an edge may name, from the authored `with`. */
  outcomes?: (given: JsonObject) => string[];
  /** Computes only: running it again changes nothing outside. */
  pure?: boolean;
};

export type ReadExpression = { source: string; names: readonly string[] };

export type KindCatalogue = ReadonlyMap<string, KindRules>;
