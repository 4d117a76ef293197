'use client';
import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { type ButtonLook, buttonLook } from './button-look.ts';
import { cn } from './cn.ts';
import { Tooltip } from './tooltip.tsx';

export type IconButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className' | 'children'> &
  ButtonLook & {
    /** What it does; the accessible name and the tooltip. */
    label: string;
    icon: ReactNode;
    shortcut?: string;
    tooltip?: boolean;
    className?: string;
  };

/** A button that shows only a glyph. It always has a name, which is also its tooltip. */
export function IconButton({
  label,
  icon,
  shortcut,
  tooltip = true,
  variant = 'ghost',
  size,
  className,
  ...rest
}: IconButtonProps) {
  const button = (
    <BaseButton
      type="button"
      aria-label={label}
      {...rest}
      className={cn(buttonLook({ variant, size, square: true }), className)}
    >
      {icon}
    </BaseButton>
  );
  if (!tooltip) return button;
  return (
    <Tooltip text={label} shortcut={shortcut}>
      {button}
    </Tooltip>
  );
}
