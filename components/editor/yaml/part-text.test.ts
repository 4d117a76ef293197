import { expect, test } from 'vitest';
import type { FindingView } from '#lib/contracts/workflow.ts';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { errorOf, findingsIn, marksOf, notesOn, printPart, readPart } from './part-text.ts';

const handlers = workflowSchema.shape.handlers;
const read = (text: string) => readPart(text, handlers, 'handlers');

test('an empty text takes the key away', () => {
  expect(read(' \n')).toMatchObject({ ok: true, value: undefined, findings: [] });
  expect(printPart(undefined)).toBe('');
});

test('what is printed is read back as the same value', () => {
  const value = [{ id: 'tell', kind: 'notify', with: { channel: 'log', subject: '{{ run.name }}: 1\n2' } }];
  expect(read(printPart(value))).toMatchObject({ ok: true, value, findings: [] });
});

test('text that is no YAML has no value and says where it breaks', () => {
  const broken = read('- id: tell\n  kind: [notify\n');
  expect(broken.ok).toBe(false);
  expect(errorOf(notesOn(broken, []))).toMatch(/^Line \d+: /);
});

test('a value of the wrong shape is kept, with the place of what is wrong', () => {
  const wrong = read('- id: tell\n  kind: notify\n- id: clean\n  kund: shell\n');
  expect(wrong).toMatchObject({ ok: true, value: [{}, { kund: 'shell' }] });
  const marks = marksOf(notesOn(wrong, []));
  expect(marks.map(({ line }) => line)).toEqual([3, 4]);
  expect(errorOf(notesOn(wrong, []))).toContain('handlers[1].kind is missing.');
});

const told = (path: FindingView['path'], over: Partial<FindingView> = {}): FindingView => ({
  rule: 'logic.unknownKind',
  category: 'logic',
  severity: 'error',
  message: 'There is no such kind.',
  fix: 'Choose another.',
  path,
  ...over,
});

test('findings of the server stand at their place inside the part', () => {
  const inside = findingsIn([told(['handlers', 1, 'kind']), told(['rules', 0, 'when'])], ['handlers']);
  expect(inside.map(({ path }) => path)).toEqual([[1, 'kind']]);
  const text = read('- id: tell\n  kind: notify\n- id: clean\n  kind: shel\n');
  expect(errorOf(notesOn(text, inside))).toBe('Line 4: There is no such kind. Choose another.');
});

test('findings of a step are seen from the key they are in', () => {
  const inside = findingsIn(
    [told(['steps', 4, 'with', 'steps', 0, 'kind']), told(['steps', 4, 'with', 'over'])],
    ['with', 'steps'],
  );
  expect(inside.map(({ path }) => path)).toEqual([[0, 'kind']]);
});

test('the shape is not told twice: by the page and by the server', () => {
  const wrong = read('- id: tell\n');
  const known = findingsIn([told(['handlers', 0, 'kind'], { rule: 'syntax.shape', category: 'syntax' })], ['handlers']);
  expect(notesOn(wrong, known)).toHaveLength(1);
});
