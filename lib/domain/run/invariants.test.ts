import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drain } from './testing/drain.ts';
import { invariants } from './testing/invariants.ts';
import { given, played, watched } from './testing/watched.ts';

/** Runs of each property; `PROPERTY_RUNS=20000` looks longer (see CONTRIBUTING.md). */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 150);

describe('over random workflows, results, decisions, times and orders', () => {
  for (const invariant of invariants)
    it(invariant.name, () => {
      fc.assert(fc.property(given, (from) => watched(from, invariant)), { numRuns }); // biome-ignore format: one line
    });

  it('every run comes to its end', () => {
    fc.assert(
      fc.property(given, (from) => {
        drain(played(from));
      }),
      { numRuns },
    );
  });

  it('every kind of event comes up', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(given, (from) => {
        for (const { type } of played(from).events) seen.add(type);
      }),
      { numRuns: 400, seed: 1 },
    );
    expect([...seen].sort()).toMatchInlineSnapshot(`
      [
        "attempt.failed",
        "attempt.lost",
        "attempt.queued",
        "attempt.resumed",
        "attempt.started",
        "attempt.succeeded",
        "attempt.suspended",
        "gate.closed",
        "gate.escalated",
        "gate.opened",
        "gate.reminded",
        "gate.voted",
        "items.started",
        "map.expanded",
        "rule.checked",
        "run.admitted",
        "run.cancelRequested",
        "run.failing",
        "run.finished",
        "run.paused",
        "run.resumed",
        "run.started",
        "signal.received",
        "step.skipped",
        "step.unprepared",
        "steps.added",
        "steps.reset",
      ]
    `);
  });
});
