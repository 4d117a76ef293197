import type { Metadata } from 'next';
import { LimitsCard } from '#components/settings/limits-card.tsx';
import { ReachCard } from '#components/settings/reach-card.tsx';
import { RolesCard } from '#components/settings/roles-card.tsx';
import { WorkspaceForm } from '#components/settings/workspace-form.tsx';
import { WorkspacesCard } from '#components/settings/workspaces-card.tsx';

export const metadata: Metadata = { title: 'Workspace' };

export default function Workspace() {
  return (
    <>
      <WorkspaceForm />
      <ReachCard />
      <LimitsCard />
      <WorkspacesCard />
      <RolesCard />
    </>
  );
}
