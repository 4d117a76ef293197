'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { Td, Th, Tr } from '#components/ui/table.tsx';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { Scalar } from './scalar.tsx';
import { isScalar } from './shape.ts';
import { type Order, sorted, turned } from './sorted.ts';

const page = 200;

/** A list of like objects. Its head stays in sight; pressing a column orders by it. */
export function ValueTable({
  name,
  columns,
  rows: given,
}: {
  name?: string;
  columns: readonly string[];
  rows: readonly JsonObject[];
}) {
  const [order, setOrder] = useState<Order>(null);
  const [most, setMost] = useState(page);
  const rows = useMemo(() => sorted(given, order), [given, order]);
  const numeric = useMemo(
    () =>
      new Set(columns.filter((key) => given.every((row) => row[key] === undefined || typeof row[key] === 'number'))),
    [columns, given],
  );
  const label = name ?? 'Table';
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <ScrollRegion label={`${label}, scrolls`} className="max-h-[60vh]">
        <table aria-label={label} className="w-full border-separate border-spacing-0 text-sm">
          <thead className="sticky top-0 z-10 bg-sunken">
            <tr>
              {columns.map((column) => {
                const by = order?.column === column ? order : null;
                return (
                  <Th
                    key={column}
                    numeric={numeric.has(column)}
                    aria-sort={by ? (by.down ? 'descending' : 'ascending') : undefined}
                  >
                    <button
                      type="button"
                      onClick={() => setOrder(turned(order, column))}
                      className="fact inline-flex items-center gap-1 rounded-xs hover:text-ink"
                    >
                      {column}
                      {by ? (
                        by.down ? (
                          <ArrowDown className="size-3" aria-hidden="true" />
                        ) : (
                          <ArrowUp className="size-3" aria-hidden="true" />
                        )
                      ) : null}
                    </button>
                  </Th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of data have no identity of their own
              <Tr key={at}>
                {columns.map((column) => (
                  <Td
                    key={column}
                    numeric={numeric.has(column)}
                    className={cn('h-8', !numeric.has(column) && 'max-w-96 break-words')}
                  >
                    <Cell value={row[column]} />
                  </Td>
                ))}
              </Tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="flex items-center justify-between border-line border-t px-3 py-1 text-faint text-xs tabular-nums">
        {given.length === 1 ? '1 row' : `${given.length.toLocaleString('en')} rows`}
        {rows.length > most ? (
          <Button size="xs" variant="ghost" onClick={() => setMost(rows.length)}>
            Show all
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Cell({ value }: { value: Json | undefined }) {
  if (value === undefined) return null;
  if (isScalar(value)) return <Scalar value={value} />;
  return <span className="fact text-muted text-xs">{JSON.stringify(value)}</span>;
}
