'use client';
import { Combobox as Base } from '@base-ui/react/combobox';
import { type ClipboardEvent, type FocusEvent, useRef, useState } from 'react';
import { besideChips, Chosen, type ComboboxOption, Options } from './combobox.tsx';

type KeyEvent = Parameters<NonNullable<Base.Input.Props['onKeyDown']>>[0];
const sameOption = (a: ComboboxOption, b: ComboboxOption) => a.value === b.value;

/** Words of one's own, as chips: typed, pasted, or taken from those that are offered. */
export function TagsField({
  values,
  onValuesChange,
  options,
  onSearch,
  onOpen,
  split,
  fits,
  onMisfit,
  onLeave = 'add',
  placeholder = 'Type a word…',
  disabled,
  className,
  ...aria
}: {
  values: readonly string[];
  onValuesChange: (values: string[]) => void;
  /** What is offered for what `onSearch` was told is typed. */
  options: readonly ComboboxOption[];
  onSearch: (typed: string) => void;
  /** Told when the list of them opens. */
  onOpen: () => void;
  /** The words of a text. */
  split: (text: string) => string[];
  fits: (word: string) => boolean;
  /** Words that did not fit and stay typed; none once all of them do. */
  onMisfit: (words: string[]) => void;
  /** What becomes of a word that was not finished when the field is left. */
  onLeave?: 'add' | 'drop';
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  'aria-label'?: string;
}) {
  const [typed, setTyped] = useState('');
  const highlighted = useRef(false);
  const opened = useRef(false);
  const list = useRef<Base.Root.Actions>(null);
  const type = (text: string) => {
    setTyped(text);
    onSearch(text.trim());
  };
  const add = (text: string) => {
    const words = split(text);
    const fresh = words.filter((word) => fits(word) && !values.includes(word));
    if (fresh.length > 0) onValuesChange([...values, ...fresh]);
    const misfits = words.filter((word) => !fits(word));
    type(misfits.join(' '));
    onMisfit(misfits);
    // It would lie on what is said about them.
    if (misfits.length > 0) list.current?.close();
  };
  const onKeyDown = (event: KeyEvent) => {
    // With nothing to close it would take all chips away at once; it belongs to what is around the field.
    if (event.key === 'Escape' && !opened.current) return event.preventBaseUIHandler();
    const adds = event.key === ',' || (event.key === 'Enter' && !highlighted.current);
    if (!adds || event.nativeEvent.isComposing || (event.key === 'Enter' && typed.trim() === '')) return;
    // Neither a comma in the text, nor the form sent by the Enter that ends a word.
    event.preventDefault();
    event.preventBaseUIHandler();
    add(typed);
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text');
    if (split(text).length < 2) return;
    event.preventDefault();
    add(`${typed} ${text}`);
  };
  const onBlur = (event: FocusEvent<HTMLInputElement>) => {
    // The list of what is offered is part of the field.
    if (typed === '' || event.relatedTarget?.closest('[data-options]')) return;
    if (onLeave === 'add') add(typed);
    else type('');
  };
  const chosen = values.map((value) => ({ value, label: value }));
  return (
    <Base.Root
      multiple
      items={options}
      filter={null}
      value={chosen}
      inputValue={typed}
      actionsRef={list}
      isItemEqualToValue={sameOption}
      onInputValueChange={(text, { reason }) => {
        // A list that closes would clear what was typed before it is known what becomes of it.
        if (reason !== 'input-change') return;
        type(text);
        onMisfit([]);
      }}
      onValueChange={(next) => {
        onValuesChange(next.map(({ value }) => value));
        type('');
      }}
      onOpenChange={(open) => {
        opened.current = open;
        if (open) onOpen();
      }}
      onItemHighlighted={(item) => {
        highlighted.current = item !== undefined;
      }}
      disabled={disabled}
    >
      <Base.InputGroup className={className}>
        <Chosen options={chosen} disabled={disabled}>
          <Base.Input
            aria-label={aria['aria-label']}
            placeholder={chosen.length ? '' : placeholder}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={onBlur}
            className={besideChips}
          />
        </Chosen>
      </Base.InputGroup>
      <Options
        emptyText={
          typed.trim() === '' ? 'Type a word.' : split(typed).every(fits) ? 'Enter adds it.' : 'This does not fit.'
        }
      />
    </Base.Root>
  );
}
