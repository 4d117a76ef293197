'use client';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { ApiError } from '#lib/client/api-error.ts';

// Empty is told on sending: told on leaving the field, it would move the buttons away under the pointer.
const given = z.object({ code: z.string().trim().max(64) });

const ways = {
  app: {
    label: 'Code',
    help: 'Six digits from your authenticator app.',
    wrong: 'The code is wrong or was used already. Wait for the next one in your app and enter that.',
    other: 'Use a recovery code',
  },
  recovery: {
    label: 'Recovery code',
    help: 'One of the ten you kept when you turned the second factor on. Each works once.',
    wrong: 'This is none of your recovery codes, or it was used already.',
    other: 'Use the code of the app',
  },
} as const;

/**
 * The second step where an account has a second factor. `onCode` sends it; a refusal it throws is shown, a wrong code
 * beside the field.
 */
export function CodeStep({
  email,
  action,
  onCode,
  onBack,
}: {
  email: string;
  action: string;
  onCode: (code: string) => Promise<unknown>;
  onBack: () => void;
}) {
  const [way, setWay] = useState<keyof typeof ways>('app');
  const form = useZodForm(given, { code: '' });
  const { label, help, wrong, other } = ways[way];
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async ({ code }) => {
        if (!code) return form.setError('code', { message: 'The code, please.' }, { shouldFocus: true });
        try {
          await onCode(code);
        } catch (error) {
          if (ApiError.from(error).code !== 'wrong_code') throw error;
          form.setError('code', { message: wrong }, { shouldFocus: true });
        }
      }}
    >
      <p className="text-muted">
        Signing in as <span className="font-medium text-ink">{email}</span>.
      </p>
      <FormField key={way} form={form} name="code" label={label} help={help}>
        {(control) => (
          <Input
            {...control}
            size="lg"
            mono
            autoFocus
            autoComplete={way === 'app' ? 'one-time-code' : 'off'}
            inputMode={way === 'app' ? 'numeric' : 'text'}
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </FormField>
      <Button type="submit" variant="primary" size="lg" wide busy={form.formState.isSubmitting}>
        {action}
      </Button>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Button variant="ghost" size="sm" icon={<ArrowLeft />} onClick={onBack}>
          Back
        </Button>
        <Button
          variant="link"
          onClick={() => {
            form.reset();
            setWay(way === 'app' ? 'recovery' : 'app');
          }}
        >
          {other}
        </Button>
      </div>
    </Form>
  );
}
