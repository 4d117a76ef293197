import { expect, test } from 'vitest';
import type { AuditBody } from './entry.ts';
import { auditSentence } from './sentence.ts';

const said = (action: string, details: object, changes: object[] = []) =>
  auditSentence({
    action,
    details,
    changes,
    resource: { type: 'run', id: 'r', name: 'release #4' },
  } as unknown as AuditBody);

test('what a person does to a live run reads as a sentence, with the reason', () => {
  expect(said('run.paused', { reason: 'a freeze' })).toBe('paused release #4, because: a freeze');
  expect(said('run.paused', {})).toBe('paused release #4');
  expect(said('run.resumed', {})).toBe('resumed release #4');
  expect(said('run.stepRetried', { step: 'm[3].x', stepName: 'Check 4 of Scan', reason: 'it is back' })).toBe(
    'retried Check 4 of Scan of release #4, because: it is back',
  );
  expect(said('run.stepSkipped', { step: 'a', stepName: 'Notes' })).toBe('skipped Notes of release #4');
  expect(said('run.signalled', { name: 'payment' })).toBe('sent the signal payment to release #4');
});

test('a decision says in whose place it was made and whether its edit waits for somebody else', () => {
  const modified = { action: 'modify', stepName: 'Notes', workflow: 'release', run: 4, closed: false };
  expect(said('gate.decided', { ...modified, secondReviewer: 'asked', onBehalfOf: { id: 'm', name: 'Lead' } })).toBe(
    'modified Notes in release #4, in the place of Lead, which somebody else has to approve too, others still have to decide',
  );
  expect(said('gate.reassigned', { to: ['Leads', 'peer@example.org'] })).toBe(
    'gave release #4 to Leads, peer@example.org to decide',
  );
});

test('fields are counted where something was changed, not where it came or went', () => {
  const changes = [{ path: 'name', before: null, after: 'a' }];
  expect(said('group.changed', {}, changes)).toBe('changed group release #4, changed 1 field');
  expect(said('group.created', {}, changes)).toBe('made group release #4');
  expect(said('group.deleted', {}, changes)).toBe('deleted group release #4');
});

test('a start names the labels that were given with it', () => {
  expect(said('run.started', { labels: ['nightly', 'env:prod'] })).toBe(
    'started release #4, labelled nightly, env:prod',
  );
  expect(said('run.started', { draft: true, labels: ['a', 'b', 'c', 'd'] })).toBe(
    'started release #4, from the draft, labelled a, b, c',
  );
  expect(said('run.rerun', { rerunOfNumber: 3, labels: ['nightly'] })).toBe(
    'ran again #3 as release #4, labelled nightly',
  );
  expect(said('run.started', {})).toBe('started release #4');
});
