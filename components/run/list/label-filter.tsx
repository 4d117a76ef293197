'use client';
import { startTransition, useOptimistic } from 'react';
import { LabelField } from '#components/labels/label-field.tsx';
import { listedLabels } from '#lib/client/runs/use-runs.ts';
import { labelsIn } from '#lib/domain/label.ts';

/** Labels that narrow a list. `value`: as the address holds them. */
export function LabelFilter({
  value,
  onChange,
  className,
}: {
  value: string;
  onChange: (value: string) => void;
  className?: string;
}) {
  // The address follows a moment later; what is typed meanwhile comes to what is shown, not to what it still says.
  const [shown, show] = useOptimistic(value);
  return (
    <LabelField
      label="Labels"
      labelHidden
      onLeave="drop"
      placeholder="Any label"
      labels={labelsIn(shown)}
      onChange={(labels) =>
        startTransition(() => {
          const next = listedLabels(labels);
          show(next);
          onChange(next);
        })
      }
      className={className}
    />
  );
}
