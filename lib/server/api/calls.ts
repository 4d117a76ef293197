import type { Handler } from '#lib/server/http/handle.ts';
import { accountCalls } from './account.ts';
import { approvalCalls } from './approvals.ts';
import { bellCalls } from './bell.ts';
import { channelCalls } from './channels.ts';
import { comingInCalls } from './coming-in.ts';
import { delegationCalls } from './delegations.ts';
import { gateCalls } from './gates.ts';
import { groupCalls } from './groups.ts';
import { invitationCalls } from './invitations.ts';
import { keyCalls } from './keys.ts';
import { limitCalls } from './limits.ts';
import { memberCalls } from './members.ts';
import { policyCalls } from './policies.ts';
import { recordCalls } from './record.ts';
import { runStepCalls } from './run-steps.ts';
import { runCalls } from './runs.ts';
import { secondFactorCalls } from './second-factor.ts';
import { secretCalls } from './secrets.ts';
import { templateCalls } from './templates.ts';
import { workflowCalls } from './workflows.ts';
import { workspaceCalls } from './workspace.ts';
import { workspacesCalls } from './workspaces.ts';

/** What answers each call of the HTTP API. A test holds it against the registry in lib/server/http/routes.ts. */
export const calls: readonly Handler[] = [
  accountCalls,
  comingInCalls,
  secondFactorCalls,
  workspaceCalls,
  workspacesCalls,
  limitCalls,
  memberCalls,
  groupCalls,
  invitationCalls,
  keyCalls,
  workflowCalls,
  templateCalls,
  runCalls,
  runStepCalls,
  approvalCalls,
  recordCalls,
  secretCalls,
  channelCalls,
  bellCalls,
  policyCalls,
  gateCalls,
  delegationCalls,
].flat();
