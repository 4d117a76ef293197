import type { KindCatalogue } from '../kind-catalogue.ts';
import type { Workflow } from '../spec.ts';
import { actionChecks } from './action-checks.ts';
import { channelChecks } from './channel-checks.ts';
import { checkedWorkflow } from './check.ts';
import { childChecks } from './child-checks.ts';
import { childOutputChecks } from './child-output-checks.ts';
import { failureChecks } from './failure-checks.ts';
import { type Finding, listed } from './finding.ts';
import { gateChecks } from './gate-checks.ts';
import { gateTimeChecks } from './gate-time-checks.ts';
import { graphChecks } from './graph-checks.ts';
import { keepChecks } from './keep-checks.ts';
import { type Known, nothingKnown } from './known.ts';
import { mapChecks } from './map-checks.ts';
import { named } from './named.ts';
import { performanceChecks } from './performance-checks.ts';
import { referenceChecks } from './reference-checks.ts';
import { reviewerChecks } from './reviewer-checks.ts';
import { ruleChecks } from './rule-checks.ts';
import { securityChecks } from './security-checks.ts';
import { stepChecks } from './step-checks.ts';
import { workflowChecks } from './workflow-checks.ts';

const checks = [
  graphChecks,
  stepChecks,
  mapChecks,
  actionChecks,
  gateChecks,
  gateTimeChecks,
  reviewerChecks,
  referenceChecks,
  securityChecks,
  ruleChecks,
  failureChecks,
  childChecks,
  childOutputChecks,
  channelChecks,
  workflowChecks,
  keepChecks,
  performanceChecks,
];

/**
 * Everything that can be said about a workflow of the right shape before it runs; errors first. Executes nothing. For
 * line and column pass the result with the parser's positions through `withPlaces`. `known`: what the workspace has,
 * where that is known; names of secrets and workflows that it does not have are then findings, and so are gates that
 * nobody there can pass.
 */
export function findingsOf(workflow: Workflow, kinds: KindCatalogue, known: Known = nothingKnown): Finding[] {
  const checked = checkedWorkflow(workflow, kinds, known);
  return listed(checks.flatMap((check) => check(checked)).map((found) => named(found, workflow)));
}
