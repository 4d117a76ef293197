'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Table, Th } from '#components/ui/table.tsx';
import type { ListOf } from '#lib/contracts/list.ts';
import { ListState } from './list-state.tsx';

/** `spoken`: only readers of the screen hear its name. `className`: hidden in narrow windows, as its cells are. */
export type Column = { name: string; spoken?: boolean; className?: string };

/** A list as a table, also while it loads, when it failed, when it is empty; `children` draws the row of an item. */
export function ListTable<Item>({
  query,
  label,
  empty,
  columns,
  children,
}: {
  query: UseQueryResult<ListOf<Item>>;
  label: string;
  empty: ReactNode;
  columns: readonly Column[];
  children: (item: Item) => ReactNode;
}) {
  return (
    <ListState query={query} what={label} empty={empty}>
      {(items) => (
        <Table label={label}>
          <thead>
            <tr>
              {columns.map(({ name, spoken, className }) => (
                <Th key={name} className={className}>
                  {spoken ? <span className="spoken">{name}</span> : name}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>{items.map(children)}</tbody>
        </Table>
      )}
    </ListState>
  );
}
