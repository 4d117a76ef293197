'use client';
import { HomeCard } from './home-card.tsx';
import { useLateGates, useSlowRuns } from './home-lists.ts';
import { RunRow } from './run-row.tsx';
import { WaitingRow } from './waiting-row.tsx';

/** Gates past their due time, and runs that take longer than they usually do. */
export function LateCard({ now }: { now: number }) {
  const gates = useLateGates();
  const slow = useSlowRuns();
  const items = [
    ...(gates.data?.items ?? []).map((gate) => ({
      id: gate.id,
      row: <WaitingRow key={gate.id} gate={gate} now={now} />,
    })),
    ...(slow.data?.items ?? []).map((run) => ({
      id: run.id,
      row: <RunRow key={run.id} run={run} told="takes longer than 9 of 10 earlier runs did" />,
    })),
  ];
  return (
    <HomeCard
      title="Late"
      all="/approvals?tab=all&due=late"
      empty="Nothing is late. Gates past their due time and runs slower than usual stand here."
      query={{
        items: gates.data && slow.data ? items : undefined,
        more: Boolean(gates.data?.nextCursor ?? slow.data?.nextCursor),
        error: gates.error ?? slow.error,
        again: () => void Promise.all([gates.refetch(), slow.refetch()]),
      }}
      row={({ row }) => row}
    />
  );
}
