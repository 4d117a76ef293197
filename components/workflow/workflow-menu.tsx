'use client';
import { Archive, ArchiveRestore, Copy, Ellipsis, History, Pencil, Play, TextCursorInput, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { later } from '#components/ui/later.tsx';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '#components/ui/menu.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useMay } from '#lib/client/viewer.tsx';
import { useWorkflowWrite } from '#lib/client/workflows/use-workflows.ts';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';
import type { WorkflowSummary } from '#lib/contracts/workflow.ts';
import type { WorkflowQuestion } from './workflow-dialogs.tsx';

const WorkflowDialogs = later(async () => (await import('./workflow-dialogs.tsx')).WorkflowDialogs);

/**
 * What can be done with a workflow, from the list or from its own editor. The editor gives `rename`, because its draft is
 * ahead of the server's, and `leave` for when the workflow is gone; what its page offers already is left out there.
 */
export function WorkflowMenu({
  row,
  rename,
  leave,
}: {
  row: WorkflowSummary;
  rename?: (name: string) => void;
  leave?: () => void;
}) {
  const router = useRouter();
  const mayWrite = useMay('workflow.write');
  const mayRun = useMay('run.start');
  const mayDelete = useMay('workflow.delete');
  const [shown, setShown] = useState<WorkflowQuestion | null>(null);
  const [asked, setAsked] = useState(false);
  if (shown && !asked) setAsked(true);
  const duplicate = useWorkflowWrite((id: string) => workflowCalls.duplicate(id));
  const unarchive = useWorkflowWrite((id: string) => workflowCalls.archive(id, false));
  const restore = () =>
    unarchive.mutate(row.id, {
      onSuccess: () => toast.done(`${row.name} is in use again`),
      onError: (error) => toast.failed(error),
    });
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton size="sm" label={`Actions for ${row.name}`} icon={<Ellipsis />} tooltip={false} />}
      >
        {leave ? null : (
          <MenuLink href={`/workflows/${row.id}`} icon={<Pencil />}>
            {mayWrite && !row.archived ? 'Edit' : 'Open'}
          </MenuLink>
        )}
        {!leave && mayRun && !row.archived ? (
          <MenuItem icon={<Play />} onClick={() => setShown('run')}>
            Run
          </MenuItem>
        ) : null}
        {leave ? null : (
          <MenuLink href={`/workflows/${row.id}/versions`} icon={<History />}>
            Versions
          </MenuLink>
        )}
        {mayWrite ? (
          <>
            {leave ? null : <MenuSeparator />}
            {row.archived ? null : (
              <MenuItem icon={<TextCursorInput />} onClick={() => setShown('rename')}>
                Rename
              </MenuItem>
            )}
            <MenuItem
              icon={<Copy />}
              onClick={() =>
                duplicate.mutate(row.id, {
                  onSuccess: ({ id }) => router.push(`/workflows/${id}`),
                  onError: (error) => toast.failed(error),
                })
              }
            >
              Duplicate
            </MenuItem>
          </>
        ) : null}
        {mayDelete ? (
          <>
            {row.archived ? (
              <MenuItem icon={<ArchiveRestore />} onClick={restore}>
                Bring back
              </MenuItem>
            ) : (
              <MenuItem icon={<Archive />} onClick={() => setShown('archive')}>
                Archive
              </MenuItem>
            )}
            <MenuItem icon={<Trash2 />} danger onClick={() => setShown('delete')}>
              Delete
            </MenuItem>
          </>
        ) : null}
      </Menu>
      {asked ? (
        <WorkflowDialogs
          row={row}
          shown={shown}
          close={() => setShown(null)}
          restore={restore}
          rename={rename}
          leave={leave}
        />
      ) : null}
    </>
  );
}
