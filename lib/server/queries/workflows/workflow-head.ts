import type { Identity } from '#lib/server/auth/caller.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { readTogether } from '../read-together.ts';

/** Where a workflow stands, without what is in it. */
export type WorkflowHead = {
  id: string;
  /** Its newest version; 0 before the first one. */
  latest: number;
  archived: boolean;
};

type Asked = { workspaceId: string; idOrSlug: string };

/** Every start asks for one, many at the same time for the same: a read of its own for each costs as much as the start. */
const read = readTogether<Asked, WorkflowHead>(async (asked) => {
  const { rows } = await database().pool.query<WorkflowHead & { place: number }>({
    name: 'workflow_heads',
    text: `select a.place::int4 as place, w.* from unnest($1::text[], $2::text[]) with ordinality as a(workspace, name, place)
      cross join lateral (
        select id, latest, archived_at is not null as archived from workflow
        where workspace_id = a.workspace and (id = a.name or slug = a.name) and deleted_at is null
        order by id = a.name desc limit 1
      ) w`,
    values: [asked.map(({ workspaceId }) => workspaceId), asked.map(({ idOrSlug }) => idOrSlug)],
  });
  const found: WorkflowHead[] = [];
  for (const { place, ...head } of rows) found[place - 1] = head;
  return found;
});

/** A workflow of the caller's workspace by id or slug (an id is looked for first). Refuses with `not_found`. */
export async function findWorkflowHead(caller: Pick<Identity, 'workspace'>, idOrSlug: string): Promise<WorkflowHead> {
  const head = await read({ workspaceId: caller.workspace.id, idOrSlug });
  if (!head) throw refuse('not_found', 'There is no such workflow.');
  return head;
}
