import type { OfferedAction } from './choice.ts';

/** What the button says that sends a decision. */
export function sendWords({ action, label }: Pick<OfferedAction, 'action' | 'label'>): string {
  if (action === 'approve') return 'Sign and approve';
  if (action === 'modify') return 'Sign with these changes';
  if (action === 'outcome') return `Sign: ${label}`;
  return label;
}

/** What has been done once it is sent. */
export function doneWords({ action, label }: Pick<OfferedAction, 'action' | 'label'>): string {
  const words = {
    approve: 'Approved',
    modify: 'Approved with changes',
    retry: 'Sent back',
    skip: 'Skipped',
    cancel: 'Run cancelled',
    outcome: label,
  } as const;
  return words[action];
}
