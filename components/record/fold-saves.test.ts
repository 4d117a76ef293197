import { expect, it } from 'vitest';
import type { AuditEntryView } from '#lib/contracts/record.ts';
import { foldSaves } from './fold-saves.ts';

const entry = (seq: number, action: string, more: { who?: string; what?: string } = {}) =>
  ({
    seq,
    action,
    actor: { kind: 'member', id: more.who ?? 'a', name: 'A' },
    resource: { type: 'workflow', id: more.what ?? 'w', name: 'W' },
  }) as AuditEntryView;
const read = (entries: AuditEntryView[]) =>
  foldSaves(entries).map(({ entry: first, folded }) => [first.seq, folded.length]);

it('reads saves of one draft by one person in a row as one', () => {
  expect(
    read([
      entry(5, 'workflow.published'),
      entry(4, 'workflow.saved'),
      entry(3, 'workflow.saved'),
      entry(2, 'workflow.saved'),
      entry(1, 'workflow.created'),
    ]),
  ).toEqual([
    [5, 0],
    [4, 2],
    [1, 0],
  ]);
});

it('keeps saves of others, of other drafts, and everything that is no save', () => {
  expect(
    read([
      entry(5, 'workflow.saved'),
      entry(4, 'workflow.saved', { who: 'b' }),
      entry(3, 'workflow.saved', { what: 'v' }),
      entry(2, 'gate.decided'),
      entry(1, 'gate.decided'),
    ]),
  ).toHaveLength(5);
});
