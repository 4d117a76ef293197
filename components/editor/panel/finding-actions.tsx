'use client';
import { CircleHelp, WandSparkles } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import type { FindingView } from '#lib/contracts/workflow.ts';
import type { OneClick } from './use-fix.ts';

const FindingRule = lazy(() => import('./finding-rule.tsx'));

/** What can be done about a finding: mend it by one click, and read its rule. */
export function FindingActions({ found, fix }: { found: FindingView; fix: OneClick | null }) {
  return (
    <span className="flex shrink-0 items-center gap-1">
      {fix ? (
        <Button size="xs" icon={<WandSparkles />} onClick={fix.run} className="max-w-48">
          <span className="truncate">{fix.label}</span>
        </Button>
      ) : null}
      <Popover
        title={found.rule}
        align="end"
        trigger={<IconButton size="xs" label={`About the rule ${found.rule}`} icon={<CircleHelp />} />}
      >
        <Suspense fallback={<SkeletonRows rows={2} />}>
          <FindingRule rule={found.rule} />
        </Suspense>
      </Popover>
    </span>
  );
}
