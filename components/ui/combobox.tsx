'use client';
import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { controlLook, optionLook, popupLook } from './control-look.ts';

export type ComboboxOption = { value: string; label: string; help?: ReactNode; icon?: ReactNode };

type Common = {
  options: readonly ComboboxOption[];
  placeholder?: string;
  emptyText?: string;
  disabled?: boolean;
  'aria-label'?: string;
  className?: string;
};

/** The list that opens below a field. */
export function Options({ emptyText }: { emptyText: string }) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={4} className="z-50 outline-none">
        <Base.Popup data-options className={cn(popupLook, 'w-(--anchor-width)')}>
          <Base.Empty className="text-muted text-sm not-empty:px-2 not-empty:py-2">{emptyText}</Base.Empty>
          <Base.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto overscroll-contain outline-none">
            {(option: ComboboxOption) => (
              <Base.Item key={option.value} value={option} className={optionLook}>
                <span className="flex size-4 shrink-0 items-center justify-center text-accent">
                  <Base.ItemIndicator>
                    <Check className="size-3.5" />
                  </Base.ItemIndicator>
                </span>
                {option.icon}
                <span className="flex min-w-0 flex-col">
                  <span className="truncate">{option.label}</span>
                  {option.help ? <span className="text-muted text-xs">{option.help}</span> : null}
                </span>
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

const sameOption = (a: ComboboxOption, b: ComboboxOption) => a.value === b.value;

/**
 * One of many, found by typing. With `onSearch` whoever gives the options finds them: what is typed is told, nothing
 * filtered. Once something is chosen or the typing left behind, nothing is typed: all are offered again.
 */
export function Combobox({
  options,
  value,
  onValueChange,
  onSearch,
  placeholder = 'Type to search…',
  emptyText = 'Nothing matches.',
  disabled,
  className,
  ...aria
}: Common & {
  value: string | null | undefined;
  onValueChange: (value: string | null) => void;
  onSearch?: (typed: string) => void;
}) {
  return (
    <Base.Root
      items={options}
      {...(onSearch && {
        filter: null,
        // The field is also filled with the name of what is chosen.
        onInputValueChange: (text, { reason }) => onSearch(reason === 'input-change' ? text : ''),
      })}
      value={options.find((option) => option.value === value) ?? null}
      isItemEqualToValue={sameOption}
      onValueChange={(next) => onValueChange(next?.value ?? null)}
      disabled={disabled}
    >
      <Base.InputGroup className={cn('relative flex items-center', className)}>
        <Base.Input
          aria-label={aria['aria-label']}
          placeholder={placeholder}
          className={cn(controlLook, 'h-8 pr-8 pointer-coarse:h-10')}
        />
        <Base.Trigger
          aria-label="Open the list"
          className="absolute right-1 flex size-6 items-center justify-center rounded-sm text-faint hover:text-ink"
        >
          <ChevronsUpDown className="size-3.5" />
        </Base.Trigger>
      </Base.InputGroup>
      <Options emptyText={emptyText} />
    </Base.Root>
  );
}

/** Several of many, found by typing; the chosen ones are chips in front of the cursor. */
export function MultiCombobox({
  options,
  values,
  onValuesChange,
  placeholder = 'Type to search…',
  emptyText = 'Nothing matches.',
  disabled,
  className,
  ...aria
}: Common & { values: readonly string[]; onValuesChange: (values: string[]) => void }) {
  const chosen = values.map((value) => options.find((option) => option.value === value) ?? { value, label: value });
  return (
    <Base.Root
      multiple
      items={options}
      value={chosen}
      isItemEqualToValue={sameOption}
      onValueChange={(next) => onValuesChange(next.map((option) => option.value))}
      disabled={disabled}
    >
      <Base.InputGroup className={className}>
        <Chosen options={chosen} disabled={disabled}>
          <Base.Input
            aria-label={aria['aria-label']}
            placeholder={chosen.length ? '' : placeholder}
            className={besideChips}
          />
        </Chosen>
      </Base.InputGroup>
      <Options emptyText={emptyText} />
    </Base.Root>
  );
}

/** The look of the input behind chips. */
export const besideChips =
  'h-6 min-w-16 flex-1 bg-transparent px-1.5 text-sm outline-none placeholder:text-faint pointer-coarse:text-lg';

/** What is chosen, as chips that can be taken away, and the input (the children) behind them. */
export function Chosen({
  options,
  disabled,
  children,
}: {
  options: readonly ComboboxOption[];
  disabled: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <Base.Chips
      className={cn(
        controlLook,
        'flex min-h-8 flex-wrap items-center gap-1 px-1 py-0.5 pointer-coarse:min-h-10 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent/45',
        disabled && 'bg-sunken text-muted',
      )}
    >
      {options.map(({ value, label }) => (
        <Base.Chip
          key={value}
          aria-label={label}
          className={cn(
            'flex h-6 min-w-0 items-center gap-1 rounded-sm bg-ink-4 pl-2 text-xs outline-none data-highlighted:bg-accent-soft focus-within:bg-accent-soft',
            disabled && 'pr-2',
          )}
        >
          <span className="truncate">{label}</span>
          {disabled ? null : (
            <Base.ChipRemove
              aria-label={`Remove ${label}`}
              className="flex size-5 shrink-0 items-center justify-center rounded-sm text-muted hover:text-ink"
            >
              <X className="size-3" />
            </Base.ChipRemove>
          )}
        </Base.Chip>
      ))}
      {children}
    </Base.Chips>
  );
}
