import { z } from 'zod';
import type { KindCatalogue } from '#lib/domain/workflow/kind-catalogue.ts';
import { assertKind } from './assert.ts';
import { branchKind } from './branch.ts';
import { gateKind } from './gate.ts';
import { httpKind } from './http.ts';
import type { StepKind } from './kind.ts';
import { mapKind } from './map.ts';
import { notifyKind } from './notify.ts';
import { shellKind } from './shell.ts';
import { templateKind } from './template.ts';
import { transformKind } from './transform.ts';
import { waitKind } from './wait.ts';
import { watchKind } from './watch.ts';
import { workflowKind } from './workflow.ts';

/** Every kind of step there is, in the palette's order. */
export const stepKinds: readonly StepKind[] = [
  shellKind,
  httpKind,
  templateKind,
  transformKind,
  branchKind,
  assertKind,
  mapKind,
  waitKind,
  watchKind,
  workflowKind,
  gateKind,
  notifyKind,
];

const byName: ReadonlyMap<string, StepKind> = new Map(stepKinds.map((kind) => [kind.kind, kind]));

/** The kind of this name; undefined for one that this version does not know. */
export const stepKind = (name: string): StepKind | undefined => byName.get(name);

/** What the checks of a workflow need to know of the kinds there are. */
export const kindCatalogue: KindCatalogue = byName;

/** What the palette and the panels are made from (GET /step-kinds): each kind's description with the JSON Schema of its `with`. */
export function stepKindViews() {
  return stepKinds.map((found) => {
    const { kind, label, group, description, icon, where, hints, summary, example } = found;
    const { params, literal, expressions, secrets = [] } = found;
    const schema = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' });
    const places = { literal: [...literal], expressions: [...expressions], secrets: [...secrets] };
    return { kind, label, group, description, icon, where, schema, hints, ...places, summary, example };
  });
}
