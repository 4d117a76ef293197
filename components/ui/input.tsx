'use client';
import { Input as BaseInput } from '@base-ui/react/input';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { controlLook } from './control-look.ts';

export type InputProps = Omit<ComponentProps<typeof BaseInput>, 'className' | 'size'> & {
  size?: 'sm' | 'md' | 'lg';
  /** A glyph in front, for search fields. */
  icon?: ReactNode;
  /** For facts: identifiers, expressions, paths. */
  mono?: boolean;
  className?: string;
};

const heights = { sm: 'h-7', md: 'h-8 pointer-coarse:h-10', lg: 'h-10' } as const;

/** One line of text. Inside a `Field` it is labelled and described by it. */
export function Input({ size = 'md', icon, mono, className, ...rest }: InputProps) {
  const input = (
    <BaseInput
      {...rest}
      className={cn(controlLook, heights[size], mono && 'font-mono', icon && 'pl-8', !icon && className)}
    />
  );
  if (!icon) return input;
  return (
    <span className={cn('relative flex w-full items-center', className)}>
      <span className="pointer-events-none absolute left-2.5 text-faint [&_svg]:size-4" aria-hidden="true">
        {icon}
      </span>
      {input}
    </span>
  );
}
