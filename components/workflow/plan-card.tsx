'use client';
import { Field } from '#components/ui/field.tsx';
import { durationText } from '#components/ui/relative-time.ts';
import { Switch } from '#components/ui/switch.tsx';
import type { PlanView } from '#lib/contracts/workflow.ts';

/** How long a run takes and what it waits for, in one line; its longest way can be shown in the drawing. */
export function PlanCard({
  plan,
  shown,
  onShow,
}: {
  plan: PlanView;
  shown: boolean;
  onShow: (shown: boolean) => void;
}) {
  const { expectedMs, width, parallelism, criticalPath } = plan;
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 border-line border-b px-4 py-2 text-sm">
      <Fact
        name="Expected"
        value={expectedMs === null ? 'no history yet' : `about ${durationText(expectedMs)}`}
        help="From the middle of what its steps took lately; waiting for people does not count."
      />
      <Fact name="Longest way" value={`${criticalPath.length} ${criticalPath.length === 1 ? 'step' : 'steps'}`} />
      <Fact name="At once" value={width > 1 ? `up to ${width}, ${parallelism} on average` : 'one at a time'} />
      <div className="ml-auto">
        <Field label="Show the longest way" inline>
          <Switch checked={shown} onCheckedChange={onShow} />
        </Field>
      </div>
    </div>
  );
}

function Fact({ name, value, help }: { name: string; value: string; help?: string }) {
  return (
    <span title={help} className="whitespace-nowrap">
      <span className="text-muted">{name}</span> {value}
    </span>
  );
}
