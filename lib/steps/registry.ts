import { assertKind } from './assert.ts';
import { branchKind } from './branch.ts';
import { gateKind } from './gate.ts';
import type { StepKind } from './kind.ts';
import { shellKind } from './shell.ts';
import { templateKind } from './template.ts';
import { transformKind } from './transform.ts';

/** Every kind of step there is, in the palette's order. */
export const stepKinds: readonly StepKind[] = [
  shellKind,
  templateKind,
  transformKind,
  branchKind,
  assertKind,
  gateKind,
];

const byName = new Map(stepKinds.map((kind) => [kind.kind, kind]));

/** The kind of this name; undefined for one that this version does not know. */
export const stepKind = (name: string): StepKind | undefined => byName.get(name);
