'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import type { ReactNode } from 'react';
import {
  Controller,
  type ControllerRenderProps,
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import type { z } from 'zod';
import { ApiError } from '#lib/client/api-error.ts';
import { fieldWords } from '#lib/domain/issue-words.ts';
import { Button, type ButtonProps } from './button.tsx';
import { Field, type FieldProps } from './field.tsx';
import { Notice } from './notice.tsx';

/**
 * react-hook-form checked by a zod schema (usually the request's own, from lib/contracts). `onSubmit` where other ways
 * out stand below the form: a complaint about the field that is left would move them from under the pointer.
 */
export function useZodForm<Input extends FieldValues, Output extends FieldValues>(
  schema: z.ZodType<Output, Input>,
  defaultValues: DefaultValues<Input>,
  mode: 'onTouched' | 'onSubmit' = 'onTouched',
) {
  return useForm<Input, unknown, Output>({
    resolver: zodResolver(schema, { error: fieldWords }),
    defaultValues,
    mode,
  });
}

/** A form element that sends `onValid`'s refusals to the fields they belong to, the rest to the top. */
export function Form<Input extends FieldValues, Output extends FieldValues>({
  form,
  onValid,
  className,
  children,
}: {
  form: UseFormReturn<Input, unknown, Output>;
  /** Sends the values; an ApiError it throws is shown in place. */
  onValid: (values: Output) => Promise<unknown>;
  className?: string;
  children: ReactNode;
}) {
  const submit = form.handleSubmit(async (values) => {
    try {
      await onValid(values);
    } catch (error) {
      const { title, detail, fix, issues } = ApiError.from(error);
      const known = issues.filter(({ path }) => path in form.getValues());
      for (const { path, message } of known) form.setError(path as FieldPath<Input>, { message });
      if (known.length === 0) {
        form.setError('root', { message: [detail ?? title, fix].filter(Boolean).join(' ') });
      }
    }
  });
  const failure = form.formState.errors.root?.message;
  return (
    <form noValidate onSubmit={submit} className={className}>
      {failure ? (
        <Notice tone="danger" className="mb-4">
          {failure}
        </Notice>
      ) : null}
      {children}
    </form>
  );
}

/** The button that sends it, at its end. `afterChange`: it waits until something is changed. */
export function FormEnd<Input extends FieldValues, Output extends FieldValues>({
  form: { formState },
  afterChange = false,
  variant = 'primary',
  children,
}: {
  form: UseFormReturn<Input, unknown, Output>;
  afterChange?: boolean;
  variant?: ButtonProps['variant'];
  children: ReactNode;
}) {
  return (
    <div className="flex justify-end">
      <Button
        type="submit"
        variant={variant}
        busy={formState.isSubmitting}
        disabled={afterChange && !formState.isDirty}
      >
        {children}
      </Button>
    </div>
  );
}

/** One field of such a form: label, control, help, and its error in place. `children` draws the control. */
export function FormField<
  Input extends FieldValues,
  Name extends FieldPath<Input>,
  Output extends FieldValues = Input,
>({
  form,
  name,
  children,
  ...field
}: Omit<FieldProps, 'error' | 'children'> & {
  form: UseFormReturn<Input, unknown, Output>;
  name: Name;
  children: (control: ControllerRenderProps<Input, Name>) => ReactNode;
}) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field: control, fieldState }) => (
        <Field {...field} error={fieldState.error?.message}>
          {children(control)}
        </Field>
      )}
    />
  );
}
