'use client';
import { Field as BaseField } from '@base-ui/react/field';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { controlLook } from './control-look.ts';

/** Several lines of text; grows with its content between `rows` and `maxRows`. */
export function Textarea({
  rows = 3,
  maxRows = 16,
  mono,
  className,
  ...rest
}: ComponentProps<'textarea'> & { maxRows?: number; mono?: boolean }) {
  return (
    <BaseField.Control
      render={
        <textarea
          rows={rows}
          {...rest}
          style={{ maxHeight: `${maxRows * 20 + 14}px` }}
          className={cn(controlLook, 'field-sizing-content resize-y py-1.5', mono && 'font-mono', className)}
        />
      }
    />
  );
}
