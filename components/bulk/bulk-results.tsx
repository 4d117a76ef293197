import { CircleAlert, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';

/** What became of one: `done` says it where it was done, the refusal's `detail` or `code` where it was not. */
export type ResultRow = {
  id: string;
  ok: boolean;
  code?: string;
  detail?: string;
  href: string;
  name: string;
  about?: ReactNode;
  done: ReactNode;
};

/** What became of each: refused ones first, with the reason and the way to it. */
export function BulkResults({
  what,
  rows,
  onLeave,
}: {
  /** "Run": the head of the first column. */
  what: string;
  rows: readonly ResultRow[];
  onLeave?: () => void;
}) {
  return (
    <div className="max-h-80 overflow-y-auto rounded-md border border-line">
      <Table label="Results">
        <thead>
          <tr>
            <Th>{what}</Th>
            <Th>Result</Th>
          </tr>
        </thead>
        <tbody>
          {rows
            .toSorted((a, b) => Number(a.ok) - Number(b.ok))
            .map(({ id, ok, code, detail, href, name, about, done }) => (
              <Tr key={id}>
                <Td className="max-w-72">
                  <Link href={href} onClick={onLeave} className="block truncate font-medium hover:underline">
                    {name}
                  </Link>
                  {about ? <span className="block truncate text-faint text-xs">{about}</span> : null}
                </Td>
                <Td>
                  <span className="inline-flex items-start gap-1.5">
                    {ok ? (
                      <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />
                    ) : (
                      <CircleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden="true" />
                    )}
                    {ok ? done : `refused: ${detail ?? code ?? ''}`}
                  </span>
                </Td>
              </Tr>
            ))}
        </tbody>
      </Table>
    </div>
  );
}
