'use client';
import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { type ButtonLook, buttonLook } from './button-look.ts';
import { cn } from './cn.ts';
import { Spinner } from './spinner.tsx';

export type ButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className'> &
  ButtonLook & { icon?: ReactNode; busy?: boolean; className?: string };

/** A push button. `busy` shows a spinner in the icon's place, keeps the focus and ignores presses. */
export function Button({ variant, size, wide, icon, busy, disabled, className, children, ...rest }: ButtonProps) {
  return (
    <BaseButton
      type="button"
      {...rest}
      disabled={disabled || busy}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      className={cn(buttonLook({ variant, size, wide }), className)}
    >
      {busy ? <Spinner className="size-3.5" /> : icon}
      {children}
    </BaseButton>
  );
}
