'use client';
import { Play, UserRoundPlus, Workflow } from 'lucide-react';
import { RunsPicture } from '#components/run/list/runs-picture.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { Card } from '#components/ui/card.tsx';
import { useMay } from '#lib/client/viewer.tsx';

/** A workflow is there, nothing has run: the way goes on with a run, then a second pair of eyes. */
export function Begin() {
  const mayStart = useMay('run.start');
  const mayInvite = useMay('member.manage');
  return (
    <Card className="mb-4">
      <div className="flex flex-wrap items-center gap-6 p-2">
        <RunsPicture />
        <div className="min-w-60 flex-1">
          <h2 className="font-semibold text-lg">
            {mayStart ? 'Your workflow is there. Let it run once' : 'Nothing has run yet'}
          </h2>
          <ol className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-muted [&_li]:flex [&_li]:items-center [&_li]:gap-1.5 [&_svg]:size-4">
            <li>
              <Workflow aria-hidden="true" /> 1. Drawn
            </li>
            <li className="font-medium text-ink">
              <Play aria-hidden="true" /> 2. Run it
            </li>
            <li>
              <UserRoundPlus aria-hidden="true" /> 3. Invite a reviewer
            </li>
          </ol>
        </div>
        <div className="flex flex-wrap gap-2">
          {mayInvite ? <ButtonLink href="/settings/members">Invite a reviewer</ButtonLink> : null}
          {mayStart ? (
            <ButtonLink href="/workflows" variant="primary" icon={<Play />}>
              Choose a workflow to run
            </ButtonLink>
          ) : null}
        </div>
      </div>
    </Card>
  );
}
