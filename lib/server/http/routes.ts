import type { Route } from './route.ts';
import { accountRoutes } from './routes/account.ts';
import { approvalRoutes } from './routes/approvals.ts';
import { bellRoutes } from './routes/bell.ts';
import { channelRoutes } from './routes/channels.ts';
import { comingInRoutes } from './routes/coming-in.ts';
import { delegationRoutes } from './routes/delegations.ts';
import { gateRoutes } from './routes/gates.ts';
import { groupRoutes } from './routes/groups.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { keyRoutes } from './routes/keys.ts';
import { limitRoutes } from './routes/limits.ts';
import { memberRoutes } from './routes/members.ts';
import { policyRoutes } from './routes/policies.ts';
import { recordRoutes } from './routes/record.ts';
import { runStepRoutes } from './routes/run-steps.ts';
import { runRoutes } from './routes/runs.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { secretRoutes } from './routes/secrets.ts';
import { templateRoutes } from './routes/templates.ts';
import { workflowRoutes } from './routes/workflows.ts';
import { workspaceRoutes } from './routes/workspace.ts';
import { workspacesRoutes } from './routes/workspaces.ts';

/** Every call of the HTTP API. /openapi.json is made from it, and a test holds lib/server/api against it. */
export const routes: readonly Route[] = [
  accountRoutes,
  comingInRoutes,
  secondFactorRoutes,
  workspaceRoutes,
  workspacesRoutes,
  limitRoutes,
  memberRoutes,
  groupRoutes,
  invitationRoutes,
  keyRoutes,
  workflowRoutes,
  templateRoutes,
  runRoutes,
  runStepRoutes,
  approvalRoutes,
  recordRoutes,
  secretRoutes,
  channelRoutes,
  bellRoutes,
  policyRoutes,
  gateRoutes,
  delegationRoutes,
].flatMap((group): Route[] => Object.values(group));
