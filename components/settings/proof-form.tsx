'use client';
import type { ReactNode } from 'react';
import { z } from 'zod';
import type { ButtonProps } from '#components/ui/button.tsx';
import { Form, FormEnd, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { ApiError } from '#lib/client/api-error.ts';

export interface Proof {
  password?: string;
  code?: string;
}

const anything = z.string();

/** Asks for the password, a code, or both, before a change of how one signs in; what is wrong is told at its field. */
export function ProofForm({
  password = false,
  code,
  action,
  variant = 'primary',
  onProof,
  children,
}: {
  password?: boolean;
  /** What to say about the code; without it none is asked for. */
  code?: string;
  action: string;
  variant?: ButtonProps['variant'];
  onProof: (proof: Proof) => Promise<unknown>;
  children?: ReactNode;
}) {
  const form = useZodForm(
    z.object({
      password: password ? z.string().min(1, 'Your password, please.') : anything,
      code: code ? z.string().trim().min(1, 'The code, please.') : anything,
    }),
    { password: '', code: '' },
  );
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async (given) => {
        try {
          await onProof({
            ...(password ? { password: given.password } : {}),
            ...(code ? { code: given.code } : {}),
          });
        } catch (error) {
          const { code: refusal, title, fix } = ApiError.from(error);
          if (refusal === 'wrong_credentials')
            form.setError('password', { message: 'This is not your password.' }, { shouldFocus: true });
          else if (refusal === 'wrong_code')
            form.setError('code', { message: `${title}. ${fix ?? ''}` }, { shouldFocus: true });
          else throw error;
        }
      }}
    >
      {children}
      {password ? (
        <FormField form={form} name="password" label="Your password">
          {(control) => <Input {...control} type="password" autoComplete="current-password" autoFocus />}
        </FormField>
      ) : null}
      {code ? (
        <FormField form={form} name="code" label="Code" help={code}>
          {(control) => (
            <Input {...control} mono autoComplete="one-time-code" spellCheck={false} autoFocus={!password} />
          )}
        </FormField>
      ) : null}
      <FormEnd form={form} variant={variant}>
        {action}
      </FormEnd>
    </Form>
  );
}
