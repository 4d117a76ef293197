'use client';
import { useQueryClient } from '@tanstack/react-query';
import { ChevronsUpDown } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuChoice } from '#components/ui/menu.tsx';
import { toast } from '#components/ui/toast.tsx';
import { enterWorkspace } from '#lib/client/enter-workspace.ts';
import { useViewer } from '#lib/client/viewer.tsx';
import type { MembershipView } from '#lib/contracts/people.ts';

/** One's workspaces inside a menu; choosing another one enters it. */
export function WorkspaceChoice({ workspaces }: { workspaces: readonly MembershipView[] }) {
  const { workspace } = useViewer();
  const queries = useQueryClient();
  return (
    <MenuChoice
      label="Workspace"
      value={workspace.slug}
      onValueChange={(slug) => {
        if (slug !== workspace.slug)
          enterWorkspace(queries, slug).catch((error: unknown) => toast.failed(error, 'The workspace was not entered'));
      }}
      options={workspaces.map(({ slug, name }) => ({ value: slug, label: name }))}
    />
  );
}

/** Beside the name of the workspace that is looked at. */
export function WorkspaceMenu({ workspaces }: { workspaces: readonly MembershipView[] }) {
  return (
    <Menu
      className="max-h-[70dvh] w-60 overflow-y-auto"
      trigger={<IconButton label="Other workspaces" icon={<ChevronsUpDown />} size="sm" tooltip={false} />}
    >
      <WorkspaceChoice workspaces={workspaces} />
    </Menu>
  );
}
