import { CircleAlert, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import type { BulkResult } from '#lib/client/approvals/send-in-chunks.ts';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';

/** What became of each: refused ones first, with the reason and the way to the case. */
export function BulkResults({
  results,
  picked,
  onLeave,
}: {
  results: readonly BulkResult[];
  picked: readonly ApprovalSummary[];
  onLeave: () => void;
}) {
  const cases = new Map(picked.map((item) => [item.id, item]));
  const rows = results.toSorted((a, b) => Number(a.ok) - Number(b.ok));
  return (
    <div className="max-h-80 overflow-y-auto rounded-md border border-line">
      <Table label="Results">
        <thead>
          <tr>
            <Th>Case</Th>
            <Th>Result</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((result) => {
            const item = cases.get(result.id);
            return (
              <Tr key={result.id}>
                <Td className="max-w-72">
                  <Link
                    href={`/approvals/${encodeURIComponent(result.id)}`}
                    onClick={onLeave}
                    className="block truncate font-medium hover:underline"
                  >
                    {item?.title ?? result.id}
                  </Link>
                  {item ? (
                    <span className="block truncate text-faint text-xs">
                      {item.workflowName} <span className="fact">#{item.runNumber}</span>
                    </span>
                  ) : null}
                </Td>
                <Td>
                  <span className="inline-flex items-start gap-1.5">
                    {result.ok ? (
                      <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />
                    ) : (
                      <CircleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden="true" />
                    )}
                    {result.ok ? 'decided' : `refused: ${result.detail ?? result.code ?? ''}`}
                  </span>
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}
