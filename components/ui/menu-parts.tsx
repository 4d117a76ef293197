'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { optionLook, popupLook } from './control-look.ts';
import { Kbd } from './kbd.tsx';
import type { MenuCheckProps, MenuChoiceProps, MenuItemProps, MenuLinkProps, MenuProps } from './menu.tsx';

/** As `Menu`; open from the start where its button was pressed before this had come. */
export function Menu({
  trigger,
  side = 'bottom',
  align = 'start',
  className,
  children,
  open,
}: MenuProps & { open: boolean }) {
  return (
    <Base.Root defaultOpen={open}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className={cn(popupLook, 'min-w-44', className)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function ItemBody({ icon, shortcut, children }: { icon?: ReactNode; shortcut?: string; children: ReactNode }) {
  return (
    <>
      {icon ? (
        <span className="text-faint [&_svg]:size-4" aria-hidden="true">
          {icon}
        </span>
      ) : null}
      <span className="min-w-0 flex-1">{children}</span>
      {shortcut ? <Kbd keys={shortcut} className="text-faint" /> : null}
    </>
  );
}

export function MenuItem({ icon, shortcut, danger, disabled, onClick, children }: MenuItemProps) {
  return (
    <Base.Item
      disabled={disabled}
      onClick={onClick}
      className={cn(optionLook, danger && 'text-danger data-highlighted:bg-danger-soft [&_span]:text-current')}
    >
      <ItemBody icon={icon} shortcut={shortcut}>
        {children}
      </ItemBody>
    </Base.Item>
  );
}

export function MenuLink({ href, icon, children }: MenuLinkProps) {
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className={optionLook}>
      <ItemBody icon={icon}>{children}</ItemBody>
    </Base.LinkItem>
  );
}

export function MenuChoice<T extends string>({ label, value, options, onValueChange }: MenuChoiceProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onValueChange(next as T)} aria-label={label}>
      <div className="px-2 pt-1.5 pb-1 text-faint text-xs" aria-hidden="true">
        {label}
      </div>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={optionLook}>
          <ItemBody icon={option.icon}>{option.label}</ItemBody>
          <Base.RadioItemIndicator className="text-accent">
            <Check className="size-3.5" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuCheck({ checked, onCheckedChange, children }: MenuCheckProps) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onCheckedChange} className={optionLook}>
      <ItemBody>{children}</ItemBody>
      <Base.CheckboxItemIndicator className="text-accent">
        <Check className="size-3.5" />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}
