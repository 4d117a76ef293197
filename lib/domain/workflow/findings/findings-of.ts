import type { KindCatalogue } from '../kind-catalogue.ts';
import type { Workflow } from '../spec.ts';
import { checkedWorkflow } from './check.ts';
import { type Finding, listed } from './finding.ts';
import { gateChecks } from './gate-checks.ts';
import { graphChecks } from './graph-checks.ts';
import { referenceChecks } from './reference-checks.ts';
import { securityChecks } from './security-checks.ts';
import { stepChecks } from './step-checks.ts';

const checks = [graphChecks, stepChecks, gateChecks, referenceChecks, securityChecks];

/**
 * Everything that can be said about a workflow of the right shape before it runs; errors first. Executes nothing. For
 * line and column pass the result with the parser's positions through `withPlaces`. `secretNames`: those of the
 * workspace, where they are known; a name that is none of them is then a finding.
 */
export function findingsOf(
  workflow: Workflow,
  kinds: KindCatalogue,
  secretNames: ReadonlySet<string> | null = null,
): Finding[] {
  const checked = checkedWorkflow(workflow, kinds, secretNames);
  return listed(checks.flatMap((check) => check(checked)));
}
