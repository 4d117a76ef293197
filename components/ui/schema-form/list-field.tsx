'use client';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { Button } from '../button.tsx';
import { IconButton } from '../icon-button.tsx';
import { type FieldSlot, hintFor, join, useSchemaForm } from './context.ts';
import { FieldGroup } from './group.tsx';
import { emptyFor, listIn, resolve } from './schema.ts';

function swapped(items: readonly unknown[], at: number, to: number): unknown[] {
  const next = [...items];
  [next[at], next[to]] = [next[to], next[at]];
  return next;
}

/** Several entries of one shape: rows of one field (`plain`), or cards of several. */
export function ListField({ slot, plain }: { slot: FieldSlot; plain: boolean }) {
  const form = useSchemaForm();
  const hint = hintFor(form.hints, slot.path);
  const orOne = listIn(slot.schema);
  const list = orOne ?? slot.schema;
  const items = Array.isArray(slot.value)
    ? (slot.value as unknown[])
    : orOne && slot.value !== undefined
      ? [slot.value]
      : [];
  const each = resolve(list.items, form.root);
  const one = (each.title ?? slot.label).toLowerCase();
  const put = (next: unknown[]) => {
    if (next.length === 0 && (orOne || !slot.required)) return slot.onChange(undefined);
    // What was written without a list stays so while it is one.
    slot.onChange(orOne && next.length === 1 && !Array.isArray(slot.value) ? next[0] : next);
  };
  const full = list.maxItems !== undefined && items.length >= list.maxItems;
  return (
    <FieldGroup
      label={slot.label}
      help={hint?.help ?? slot.schema.description}
      error={form.errors[slot.path]}
      aside={slot.aside}
    >
      {items.length > 0 ? (
        <ol className="flex flex-col gap-2">
          {items.map((item, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity of their own; fields are controlled
              key={index}
              className={plain ? 'flex items-start gap-1' : 'rounded-md border bg-surface p-3'}
            >
              <div className="min-w-0 flex-1">
                {form.draw({
                  path: join(slot.path, index),
                  label: `${slot.label} ${index + 1}`,
                  schema: each,
                  required: true,
                  bare: true,
                  value: item,
                  onChange: (value) => put(items.with(index, value)),
                })}
              </div>
              {form.disabled ? null : (
                <div className={plain ? 'flex' : 'mt-2 flex justify-end gap-0.5'}>
                  {plain ? null : (
                    <>
                      <IconButton
                        size="xs"
                        label={`Move ${one} ${index + 1} up`}
                        icon={<ArrowUp />}
                        disabled={index === 0}
                        onClick={() => put(swapped(items, index, index - 1))}
                      />
                      <IconButton
                        size="xs"
                        label={`Move ${one} ${index + 1} down`}
                        icon={<ArrowDown />}
                        disabled={index === items.length - 1}
                        onClick={() => put(swapped(items, index, index + 1))}
                      />
                    </>
                  )}
                  <IconButton
                    size={plain ? 'md' : 'xs'}
                    label={`Remove ${one} ${index + 1}`}
                    icon={<X />}
                    onClick={() => put(items.toSpliced(index, 1))}
                  />
                </div>
              )}
            </li>
          ))}
        </ol>
      ) : null}
      {form.disabled || full ? null : (
        <div>
          <Button size="sm" icon={<Plus />} onClick={() => put([...items, emptyFor(each) ?? ''])}>
            Add
          </Button>
        </div>
      )}
    </FieldGroup>
  );
}
