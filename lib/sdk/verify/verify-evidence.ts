import type { EvidencePack } from '#lib/contracts/evidence.ts';
import { firstBrokenLink } from '#lib/domain/audit/chain.ts';
import { readAuditBody } from '#lib/domain/audit/entry.ts';
import { sha256Hex } from '#lib/domain/workflow/canonical.ts';

export type Verdict = { ok: boolean; faults: string[]; facts: string[] };

/**
 * Checks an evidence pack without any server: texts against their hashes, the record's chain up to its head, every
 * decision in the run's events against the text that was shown and against its own entry in the record.
 */
export function verifyEvidence(pack: EvidencePack): Verdict {
  const faults = [...hashFaults(pack), ...eventFaults(pack), ...recordFaults(pack), ...decisionFaults(pack)];
  const { run, record, events } = pack;
  const votes = events.filter((event) => event.type === 'gate.voted').length;
  return {
    ok: faults.length === 0,
    faults,
    facts: [
      `${run.workflowName} #${run.number} (${run.id}): ${run.status}, ${events.length} events, ${votes} ${votes === 1 ? 'decision' : 'decisions'}`,
      `record of ${pack.workspace.name}: entries ${record.from.seq + 1} to ${record.head.seq}`,
      `head ${record.head.hash}`,
    ],
  };
}

function hashFaults({ values, cases }: EvidencePack): string[] {
  const wrong = (texts: Record<string, string>, what: string) =>
    Object.entries(texts)
      .filter(([hash, text]) => sha256Hex(text) !== hash)
      .map(([hash]) => `${what} ${hash} is not the text it names`);
  return [...wrong(values, 'the value'), ...wrong(cases, 'the case')];
}

function eventFaults({ events, run }: EvidencePack): string[] {
  const gap = events.findIndex((event, index) => event.seq !== index + 1);
  if (gap >= 0) return [`event ${gap + 1} is missing`];
  const first = events[0];
  if (first?.type !== 'run.started') return ['the run does not begin with run.started'];
  const { runId, specHash } = first.data as { runId?: unknown; specHash?: unknown };
  return [
    ...(runId === run.id ? [] : ['the events belong to another run']),
    ...(specHash === run.specHash ? [] : ['the events name another workflow version']),
  ];
}

function recordFaults({ record, run, workspace }: EvidencePack): string[] {
  const broken = firstBrokenLink(record.links, record.from);
  if (broken) return [`record entry ${broken.seq}: ${broken.reason}`];
  const last = record.links.at(-1) ?? record.from;
  if (last.seq !== record.head.seq || last.hash !== record.head.hash) return ['the record does not reach its head'];
  return record.links.flatMap((link) => {
    if (link.body === undefined) return [];
    const body = readAuditBody(link.body);
    const here = body.runId === run.id && body.seq === link.seq && body.workspaceId === workspace.id;
    return here ? [] : [`record entry ${link.seq} tells of something else`];
  });
}

type Voted = { gate: string; actor: { id: string | null }; action: string; digest: string; newDigest?: string };

/** Every vote names a digest that was shown then, whose text is here, and has its own entry in the record. */
function decisionFaults({ events, cases, record }: EvidencePack): string[] {
  const faults: string[] = [];
  const shown = new Map<string, string>();
  const entries = record.links
    .flatMap((link) => (link.body === undefined ? [] : [readAuditBody(link.body)]))
    .filter((body) => body.action === 'gate.decided');
  for (const event of events) {
    if (event.type === 'gate.opened') {
      const { gate, digest } = event.data as { gate: string; digest: string };
      shown.set(gate, digest);
      if (!Object.hasOwn(cases, digest)) faults.push(`what gate ${gate} showed is missing`);
    }
    if (event.type === 'gate.reused') {
      const { gate, digest } = event.data as { gate: string; digest: string };
      if (shown.get(gate) !== digest || !signedBefore(events, digest))
        faults.push(`event ${event.seq} counts a signature that the run did not begin with`);
    }
    if (event.type !== 'gate.voted') continue;
    const { gate, actor, action, digest, newDigest } = event.data as Voted;
    if (shown.get(gate) !== digest) faults.push(`event ${event.seq} decides on something that was not shown`);
    if (newDigest !== undefined) {
      shown.set(gate, newDigest);
      if (!Object.hasOwn(cases, newDigest)) faults.push(`the edit in event ${event.seq} is missing`);
    }
    const at = entries.findIndex((entry) => {
      const details = entry.details as { action?: unknown; digest?: unknown };
      return (
        entry.resource.id === gate &&
        entry.actor.id === actor.id &&
        details.action === action &&
        details.digest === digest
      );
    });
    if (at < 0) faults.push(`the decision in event ${event.seq} is not in the record`);
    else entries.splice(at, 1);
  }
  for (const entry of entries) faults.push(`record entry ${entry.seq} tells of a decision that the run does not know`);
  return faults;
}

/** The signature itself is proven by the pack of the run in which it was given. */
function signedBefore([first]: EvidencePack['events'], digest: string): boolean {
  const { reuse } = (first?.data ?? {}) as { reuse?: { gates: { digest: string }[] } };
  return reuse?.gates.some((gate) => gate.digest === digest) ?? false;
}
