'use client';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';

export type Means = NonNullable<ApprovalView['stepUp']['by']>;

const asks = {
  password: {
    label: 'Your password',
    help: 'What you sign here asks you to prove again that it is you. It is not kept.',
  },
  code: {
    label: 'Code of your second factor',
    help: 'What you sign here asks you to prove again that it is you: the code of your app, or a recovery code.',
  },
} as const satisfies Record<Means, { label: string; help: string }>;

/** Where a gate asks for it: the password or a code, once more. Whoever has neither is told what to do. */
export function ProofField({
  by,
  why,
  value,
  error,
  onChange,
}: {
  by: Means | null;
  why: string | null;
  value: string;
  error?: string;
  onChange: (value: string) => void;
}) {
  if (by === null)
    return (
      <Notice tone="warning" title="This gate asks you to prove again that it is you">
        {why}
      </Notice>
    );
  const { label, help } = asks[by];
  return (
    <Field label={label} help={help} error={error} required>
      <Input
        type={by === 'password' ? 'password' : 'text'}
        autoComplete={by === 'password' ? 'current-password' : 'one-time-code'}
        mono={by === 'code'}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="max-w-72"
      />
    </Field>
  );
}
