import type { ForeseenChange, GateWarning } from '#lib/contracts/gate-warning.ts';
import { changedWorkforce, type WorkforceChange } from '#lib/domain/gate/workforce-change.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { readGroup } from '../people/groups.ts';
import { newlyBlocked } from './newly-blocked.ts';
import { readWorkforce } from './workforce.ts';

/** Which gates a change of people, groups or the four-eyes rule would leave without enough who can sign. Changes nothing. */
export async function foresee(caller: Identity, given: ForeseenChange): Promise<{ warnings: GateWarning[] }> {
  authorize(caller, 'group.manage');
  const workspaceId = caller.workspace.id;
  const change = await namedChange(caller, given);
  const before = await readWorkforce(workspaceId);
  const after = changedWorkforce(before, change);
  const warnings = await newlyBlocked(database().pool, { workspaceId, before, after, groups: groupsOf(change) });
  return { warnings };
}

async function namedChange(caller: Identity, given: ForeseenChange): Promise<WorkforceChange> {
  if (given.change !== 'group' && given.change !== 'noGroup') return given;
  const { name, members } = await readGroup(caller, given.id);
  if (given.change === 'noGroup') return { change: 'noGroup', name };
  return {
    change: 'group',
    from: name,
    to: given.name?.trim() || name,
    members: given.members ?? members.map(({ id }) => id),
  };
}

const groupsOf = (change: WorkforceChange): string[] | null =>
  change.change === 'group' ? [change.from, change.to] : change.change === 'noGroup' ? [change.name] : null;
