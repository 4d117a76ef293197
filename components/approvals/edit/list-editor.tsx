'use client';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { emptyFor, resolve } from '#components/ui/schema-form/schema.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { isObject } from '../value/shape.ts';
import { type EditSlot, useEdit } from './context.ts';
import { emptyLike, itemSchema } from './control-for.ts';
import { mayEdit, mayEditInside } from './edit-rules.ts';
import { GroupEditor } from './group-editor.tsx';
import { LockedValue } from './locked-value.tsx';

/** How a list is changed as a whole: only where all of it may be edited. */
function useList(slot: EditSlot) {
  const { rules, root } = useEdit();
  const items = slot.value as Json[];
  const schema = resolve(itemSchema(slot.schema) ?? {}, root);
  return {
    items,
    schema,
    open: mayEdit(rules, slot.path),
    set: (at: number, next: Json) => slot.onChange(items.with(at, next)),
    remove: (at: number) => slot.onChange(items.toSpliced(at, 1)),
    move: (at: number, to: number) => slot.onChange(items.with(at, items[to]!).with(to, items[at]!)),
    add: () => slot.onChange([...items, items.length > 0 ? emptyLike(items[0]) : ((emptyFor(schema) ?? '') as Json)]),
  };
}
type List = ReturnType<typeof useList>;

/** Entries below each other; each in the control that suits it. */
export function ListEditor({ slot }: { slot: EditSlot }) {
  const edit = useEdit();
  const list = useList(slot);
  return (
    <GroupEditor slot={slot}>
      <ol className="flex flex-col gap-2">
        {list.items.map((value, at) => {
          const path = [...slot.path, String(at)];
          const label = `${slot.label} ${at + 1}`;
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity of their own; fields are controlled
              key={at}
              className={isObject(value) ? 'rounded-md border border-line p-3' : 'flex items-start gap-1'}
            >
              <div className="min-w-0 flex-1">
                {mayEditInside(edit.rules, path) ? (
                  edit.draw({
                    path,
                    label,
                    value,
                    schema: list.schema,
                    bare: true,
                    onChange: (next) => list.set(at, next),
                  })
                ) : (
                  <LockedValue label={label} value={value} />
                )}
              </div>
              <EntryButtons list={list} at={at} label={label} />
            </li>
          );
        })}
      </ol>
      <AddButton list={list} label={slot.label} />
    </GroupEditor>
  );
}

/** Like objects with plain values: a row each. */
export function TableEditor({ slot, columns }: { slot: EditSlot; columns: readonly string[] }) {
  const edit = useEdit();
  const list = useList(slot);
  return (
    <GroupEditor slot={slot}>
      <div className="overflow-x-auto rounded-md border border-line">
        <table aria-label={slot.label} className="w-full text-sm">
          <thead>
            <tr className="bg-sunken text-left text-faint text-xs">
              {columns.map((column) => (
                <th key={column} scope="col" className="fact px-2 py-1.5 font-medium">
                  {column}
                </th>
              ))}
              {list.open ? (
                <th>
                  <span className="spoken">Row</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {list.items.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own; fields are controlled
              <tr key={at} className="border-line border-t">
                {columns.map((column) => (
                  <td key={column} className="min-w-28 px-1 py-1 align-top">
                    <Cell slot={slot} list={list} row={row as JsonObject} at={at} column={column} edit={edit} />
                  </td>
                ))}
                {list.open ? (
                  <td className="w-px px-1 py-1 align-top">
                    <EntryButtons list={list} at={at} label={`row ${at + 1}`} />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <AddButton list={list} label={slot.label} />
    </GroupEditor>
  );
}

function Cell({
  slot,
  list,
  row,
  at,
  column,
  edit,
}: {
  slot: EditSlot;
  list: List;
  row: JsonObject;
  at: number;
  column: string;
  edit: ReturnType<typeof useEdit>;
}) {
  const path = [...slot.path, String(at), column];
  const value = row[column];
  if (value === undefined) return null;
  if (!mayEdit(edit.rules, path)) return <span className="block px-1.5 py-1 text-muted">{String(value)}</span>;
  return edit.draw({
    path,
    label: `${column} of row ${at + 1}`,
    value,
    schema: resolve(list.schema.properties?.[column], edit.root),
    bare: true,
    onChange: (next) => list.set(at, { ...row, [column]: next }),
  });
}

function EntryButtons({ list, at, label }: { list: List; at: number; label: string }) {
  if (!list.open) return null;
  return (
    <span className="flex justify-end">
      <IconButton
        size="xs"
        label={`Move ${label} up`}
        icon={<ArrowUp />}
        disabled={at === 0}
        onClick={() => list.move(at, at - 1)}
      />
      <IconButton
        size="xs"
        label={`Move ${label} down`}
        icon={<ArrowDown />}
        disabled={at === list.items.length - 1}
        onClick={() => list.move(at, at + 1)}
      />
      <IconButton size="xs" label={`Remove ${label}`} icon={<X />} onClick={() => list.remove(at)} />
    </span>
  );
}

function AddButton({ list, label }: { list: List; label: string }) {
  return list.open ? (
    <Button size="sm" icon={<Plus />} className="self-start" onClick={list.add}>
      Add<span className="spoken"> to {label}</span>
    </Button>
  ) : null;
}
