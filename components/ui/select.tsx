'use client';
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { controlLook, optionLook, popupLook } from './control-look.ts';

export type SelectOption<T extends string> = {
  value: T;
  label: string;
  help?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
};

export type SelectProps<T extends string> = {
  options: readonly SelectOption<T>[];
  value: T | null | undefined;
  onValueChange: (value: T) => void;
  placeholder?: string;
  size?: 'sm' | 'md' | 'lg';
  disabled?: boolean;
  name?: string;
  id?: string;
  'aria-label'?: string;
  className?: string;
};

const heights = { sm: 'h-7 text-xs', md: 'h-8 pointer-coarse:h-10', lg: 'h-10' } as const;

/** One of a closed list. For more than about fifteen entries use `Combobox`. */
export function Select<T extends string>({
  options,
  value,
  onValueChange,
  placeholder = 'Choose…',
  size = 'md',
  disabled,
  name,
  id,
  className,
  ...aria
}: SelectProps<T>) {
  return (
    <Base.Root
      items={options}
      value={value ?? null}
      name={name}
      id={id}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
    >
      <Base.Trigger
        aria-label={aria['aria-label']}
        className={cn(controlLook, 'flex items-center justify-between gap-2 text-left', heights[size], className)}
      >
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-faint" />
        <Base.Icon className="text-faint">
          <ChevronsUpDown className="size-3.5" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className={cn(popupLook, 'max-h-[min(22rem,var(--available-height))] overflow-y-auto')}>
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  label={option.label}
                  className={cn(optionLook, 'pr-3')}
                >
                  <span className="flex size-4 shrink-0 items-center justify-center text-accent">
                    <Base.ItemIndicator>
                      <Check className="size-3.5" />
                    </Base.ItemIndicator>
                  </span>
                  {option.icon}
                  <span className="flex min-w-0 flex-col">
                    <Base.ItemText className="truncate">{option.label}</Base.ItemText>
                    {option.help ? <span className="text-muted text-xs">{option.help}</span> : null}
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
