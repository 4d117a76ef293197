import { randomBytes, randomUUID } from 'node:crypto';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import type { Tx } from '#lib/server/change.ts';
import { nameOf, textOf } from './draft-names.ts';
import { slugAttempt, slugOf } from './slug.ts';

/** Adds a workflow with its draft, under the first free slug of its name; the caller becomes the draft's author. */
export async function insertWorkflow(
  tx: Tx,
  caller: Caller,
  { spec, layout }: { spec: JsonObject; layout: Layout },
): Promise<{ id: string; slug: string; name: string }> {
  const id = randomUUID();
  const name = nameOf(spec);
  const wanted = slugOf(name);
  for (let attempt = 0; ; attempt++) {
    const slug = slugAttempt(wanted, attempt, randomBytes(4).toString('hex'));
    const { rowCount } = await tx.query(
      `INSERT INTO workflow (id, workspace_id, slug, name, description, draft, layout, draft_authors, created_by, updated_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, ARRAY[$8::text], $8, $8) ON CONFLICT (workspace_id, slug) DO NOTHING`,
      [
        id,
        caller.workspace.id,
        slug,
        name,
        textOf(spec.description),
        JSON.stringify(spec),
        JSON.stringify(layout),
        caller.member.id,
      ],
    );
    if (rowCount === 1) return { id, slug, name };
  }
}
