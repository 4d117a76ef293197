import { CircleAlert, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import type { RunsProgress } from '#lib/client/runs/use-bulk-runs.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import { type BulkAction, resultWords } from './bulk-words.ts';

/** How far it is, what to do where it stopped, and every result: refused ones first, with the reason. */
export function BulkRunResults({
  action,
  progress: { state, total, results },
  picked,
  onGoOn,
}: {
  action: BulkAction;
  progress: RunsProgress;
  picked: readonly RunSummary[];
  onGoOn: () => void;
}) {
  const names = new Map(picked.map(({ id, workflowName, number }) => [id, `${workflowName} #${number}`]));
  const left = total - results.length;
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="font-medium text-base tabular-nums">
        {resultWords(action, results)}
        {left > 0 ? <span className="font-normal text-muted"> of {total}</span> : null}
      </p>
      <progress aria-label="Done" value={results.length} max={total} className="h-1.5 w-full accent-accent" />
      {state === 'lost' || state === 'stopped' ? (
        <Notice
          tone={state === 'lost' ? 'warning' : 'info'}
          title={state === 'lost' ? 'The server could not be reached' : `Stopped: ${left} are left as they were`}
          action={
            <Button size="sm" onClick={onGoOn}>
              Go on
            </Button>
          }
        >
          {state === 'lost' ? 'Nothing is lost, and nothing is done twice: it goes on where it stopped.' : null}
        </Notice>
      ) : null}
      {results.length > 0 ? (
        <div className="max-h-80 overflow-y-auto rounded-md border border-line">
          <Table label="Results">
            <thead>
              <tr>
                <Th>Run</Th>
                <Th>Result</Th>
              </tr>
            </thead>
            <tbody>
              {results
                .toSorted((a, b) => Number(a.ok) - Number(b.ok))
                .map(({ id, ok, code, detail, started }) => (
                  <Tr key={id}>
                    <Td className="max-w-72 truncate">
                      <Link href={`/runs/${id}`} className="font-medium hover:underline">
                        {names.get(id) ?? id}
                      </Link>
                    </Td>
                    <Td>
                      <span className="inline-flex items-start gap-1.5">
                        {ok ? (
                          <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />
                        ) : (
                          <CircleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden="true" />
                        )}
                        {started ? (
                          <Link href={`/runs/${started.id}`} className="hover:underline">
                            runs again as #{started.number}
                          </Link>
                        ) : ok ? (
                          'cancelled'
                        ) : (
                          `refused: ${detail ?? code ?? ''}`
                        )}
                      </span>
                    </Td>
                  </Tr>
                ))}
            </tbody>
          </Table>
        </div>
      ) : null}
    </div>
  );
}
