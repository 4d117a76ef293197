import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { type ButtonLook, buttonLook } from './button-look.ts';
import { cn } from './cn.ts';

/** A link to another page that looks like a button. */
export function ButtonLink({
  variant,
  size,
  wide,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook & { icon?: ReactNode }) {
  return (
    // What is downloaded is no page: fetched ahead, it would be made, and recorded, for nobody.
    <Link
      {...rest}
      prefetch={rest.download === undefined ? rest.prefetch : false}
      className={cn(buttonLook({ variant, size, wide }), className)}
    >
      {icon}
      {children}
    </Link>
  );
}
