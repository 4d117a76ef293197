import Link from 'next/link';
import { takenOf } from '#components/canvas/taken.ts';
import { durationText } from '#components/ui/relative-time.ts';
import { StatusMark, StatusPill } from '#components/ui/status-pill.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import type { RunView } from '#lib/contracts/run.ts';
import { comparedSteps, type StepPair, type StepSide } from './compare-runs.ts';

/** Steps of two runs beside each other: how they ended, how long they took, and the difference. */
export function StepPairs({ a, b }: { a: RunView; b: RunView }) {
  const pairs = comparedSteps(a.steps, b.steps);
  const longest = Math.max(1, ...pairs.flatMap((pair) => [pair.a?.ms ?? 0, pair.b?.ms ?? 0]));
  return (
    <Table label="Steps of both runs">
      <thead>
        <tr>
          <Th>Step</Th>
          <Th>#{a.number}</Th>
          <Th>#{b.number}</Th>
          <Th>Took</Th>
          <Th numeric>Difference</Th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <Tr key={pair.id}>
            <Td className="font-medium">
              <Link
                href={`/runs/${(pair.b ? b : a).id}?step=${encodeURIComponent(pair.id)}`}
                className="hover:underline"
              >
                {pair.name}
              </Link>
            </Td>
            <Side side={pair.a} />
            <Side side={pair.b} />
            <Td className="min-w-28 sm:min-w-40">
              <Bar side={pair.a} longest={longest} faint />
              <Bar side={pair.b} longest={longest} />
            </Td>
            <Td numeric>{differenceText(pair)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Side({ side }: { side: StepSide | null }) {
  return (
    <Td>
      {side ? (
        <>
          <span className="max-sm:hidden">
            <StatusPill step={side.step.status} waitingFor={side.step.waitingFor?.reason} quiet />
          </span>
          <StatusMark step={side.step.status} waitingFor={side.step.waitingFor?.reason} className="size-4 sm:hidden" />
        </>
      ) : (
        <span className="text-faint text-xs">has no such step</span>
      )}
    </Td>
  );
}

function Bar({ side, longest, faint = false }: { side: StepSide | null; longest: number; faint?: boolean }) {
  if (!side || (side.ms === null && !takenOf(side.step))) return <span className="block h-4" />;
  const { ms } = side;
  return (
    <span className="flex h-4 items-center gap-1.5 text-2xs text-muted tabular-nums">
      {ms === null ? (
        <span className="text-faint">{side.step.cached ? 'from the cache' : 'taken over'}</span>
      ) : (
        <>
          <span
            className={`h-1.5 rounded-full ${faint ? 'bg-ink-6' : 'bg-ink-9'}`}
            style={{ width: `${Math.max(1, (ms / longest) * 70)}%` }}
          />
          {durationText(ms)}
        </>
      )}
    </span>
  );
}

function differenceText({ a, b }: StepPair): string {
  if (a?.ms == null || b?.ms == null) return '';
  const by = b.ms - a.ms;
  return Math.abs(by) < 1 ? 'the same' : `${by > 0 ? '+' : '−'}${durationText(Math.abs(by))}`;
}
