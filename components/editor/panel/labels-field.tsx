'use client';
import { LabelField } from '#components/labels/label-field.tsx';
import { useSetting } from './use-setting.ts';

/** Words by which the workflow's runs are found. */
export function LabelsField() {
  const { value, errors, disabled, set } = useSetting('labels');
  // A draft that was written by hand may hold anything here.
  const labels = Array.isArray(value) ? value.filter((label) => typeof label === 'string') : [];
  return (
    <LabelField
      label="Labels"
      help="Every run has them, and is found by them."
      error={Object.values(errors)[0]}
      labels={labels}
      disabled={disabled}
      onChange={(next) => set(next.length > 0 ? next : undefined)}
    />
  );
}
