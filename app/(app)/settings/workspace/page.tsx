import type { Metadata } from 'next';
import { RolesCard } from '#components/settings/roles-card.tsx';
import { WorkspaceForm } from '#components/settings/workspace-form.tsx';

export const metadata: Metadata = { title: 'Workspace' };

export default function Workspace() {
  return (
    <>
      <WorkspaceForm />
      <RolesCard />
    </>
  );
}
