import type { Route } from './route.ts';
import { accountRoutes } from './routes/account.ts';
import { groupRoutes } from './routes/groups.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { keyRoutes } from './routes/keys.ts';
import { memberRoutes } from './routes/members.ts';
import { workspaceRoutes } from './routes/workspace.ts';

/** Every call of the HTTP API. /openapi.json is made from it, and a test holds app/api/v1 against it. */
export const routes: readonly Route[] = [
  accountRoutes,
  workspaceRoutes,
  memberRoutes,
  groupRoutes,
  invitationRoutes,
  keyRoutes,
].flatMap((group): Route[] => Object.values(group));
