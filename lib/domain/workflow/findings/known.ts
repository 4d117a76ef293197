import type { Workforce } from '../../gate/workforce.ts';
import type { Durations } from '../plan.ts';
import type { InputSpec } from '../spec.ts';
import type { ValueType } from '../value-type.ts';

/** What is known of the workspace that a workflow belongs to; null for what is not known here, which is then not checked. */
export type Known = {
  /** Names of its secrets. */
  secretNames: ReadonlySet<string> | null;
  /** Its workflows, by slug and by id. */
  workflows: ReadonlyMap<string, KnownWorkflow> | null;
  /** Names of its channels. */
  channelNames?: ReadonlySet<string> | null;
  /** Who can sign there, and the members who wrote what is looked at. */
  gates?: { workforce: Workforce; authors: readonly string[] } | null;
  /** Ms that its steps usually take. */
  durations?: Durations;
};

/**
 * `latest`: number of its newest version, 0 for none; `inputs` and `outputs`: those of that version, an output with its
 * type or null.
 */
export type KnownWorkflow = {
  slug: string;
  latest: number;
  inputs: Record<string, InputSpec>;
  outputs: Readonly<Record<string, ValueType | null>>;
};

export const nothingKnown: Known = { secretNames: null, workflows: null };
