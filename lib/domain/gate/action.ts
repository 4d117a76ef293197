/** The closed list of what a reviewer may do; a named outcome is `outcome`. */
export const gateActions = {
  approve: { label: 'Approve', key: 'a', letsThrough: true, past: 'approved' },
  modify: { label: 'Modify', key: 'm', letsThrough: true, past: 'modified' },
  retry: { label: 'Retry', key: 'r', letsThrough: false, past: 'asked to retry' },
  skip: { label: 'Skip', key: 's', letsThrough: true, past: 'skipped' },
  cancel: { label: 'Cancel run', key: 'c', letsThrough: false, past: 'cancelled the run at' },
  outcome: { label: 'Choose', key: 'o', letsThrough: true, past: 'chose' },
} as const satisfies Record<string, { label: string; key: string; letsThrough: boolean; past: string }>;

export type GateAction = keyof typeof gateActions;
export const gateActionNames = Object.keys(gateActions) as GateAction[];
