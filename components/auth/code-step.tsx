'use client';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { ApiError } from '#lib/client/api-error.ts';

const given = z.object({ code: z.string().trim().min(1, 'The code, please.').max(64) });

const ways = {
  app: { label: 'Code', help: 'Six digits from your authenticator app.', other: 'Use a recovery code' },
  recovery: {
    label: 'Recovery code',
    help: 'One of the ten you kept when you turned the second factor on. Each works once.',
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
  const { label, help, other } = ways[way];
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async ({ code }) => {
        try {
          await onCode(code);
        } catch (error) {
          const { code: refusal, title, detail, fix } = ApiError.from(error);
          if (refusal !== 'wrong_code') throw error;
          form.setError('code', { message: [detail ?? title, fix].filter(Boolean).join(' ') }, { shouldFocus: true });
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
