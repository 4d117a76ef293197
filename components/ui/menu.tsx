'use client';
import { cloneElement, type KeyboardEvent, type ReactElement, type ReactNode, useState } from 'react';
import { toast } from './toast.tsx';

export type MenuProps = {
  trigger: ReactElement<Record<string, unknown>>;
  side?: 'top' | 'bottom' | 'left' | 'right';
  align?: 'start' | 'center' | 'end';
  className?: string;
  children: ReactNode;
};
export type MenuItemProps = {
  icon?: ReactNode;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
};
export type MenuLinkProps = { href: string; icon?: ReactNode; children: ReactNode };
export type MenuChoiceProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
  onValueChange: (value: T) => void;
};
export type MenuCheckProps = { checked: boolean; onCheckedChange: (checked: boolean) => void; children: ReactNode };

/** What makes a list float and follow keys weighs more than most pages: it comes when a button is approached. */
let parts: typeof import('./menu-parts.tsx') | undefined;
const ready = async () => {
  parts ??= await import('./menu-parts.tsx');
};

/** A list of actions under a button. Give `trigger` a Button or an IconButton and MenuItem children. */
export function Menu(props: MenuProps) {
  const [come, setCome] = useState(parts !== undefined);
  const [pressed, setPressed] = useState(false);
  if (parts && come) return <parts.Menu {...props} open={pressed} />;
  const approach = () => void ready().catch(() => undefined);
  const press = () => {
    setPressed(true);
    ready().then(
      () => setCome(true),
      (error: unknown) => toast.failed(error, 'The menu did not come'),
    );
  };
  return cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: approach,
    onFocus: approach,
    onClick: press,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      press();
    },
  });
}

/** One action. `danger` colours what destroys. */
export const MenuItem = (props: MenuItemProps) => (parts ? <parts.MenuItem {...props} /> : null);

/** A way to another page, as a real link. */
export const MenuLink = (props: MenuLinkProps) => (parts ? <parts.MenuLink {...props} /> : null);

/** One of several that exclude each other. */
export const MenuChoice = <T extends string>(props: MenuChoiceProps<T>) =>
  parts ? <parts.MenuChoice {...props} /> : null;

/** Something that can be on or off; the menu stays open. */
export const MenuCheck = (props: MenuCheckProps) => (parts ? <parts.MenuCheck {...props} /> : null);

export const MenuSeparator = () => (parts ? <parts.MenuSeparator /> : null);
