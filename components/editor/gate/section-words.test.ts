import { expect, test } from 'vitest';
import { gateSchema } from '#lib/domain/gate/spec.ts';
import { errorsOfSection, gateSections, sectionWords } from './section-words.ts';

test('every key of a gate has its part of the form, or stands above them', () => {
  const inParts = Object.values(gateSections).flatMap(({ keys }): string[] => [...keys]);
  const above = ['placement', 'outcomes', 'title', 'description'];
  expect([...inParts, ...above].toSorted()).toEqual(Object.keys(gateSchema.shape).toSorted());
});

test('the header of a folded part says what is set in it', () => {
  const gate = {
    reviewers: { groups: ['release'] },
    quorum: 2,
    exclude: ['interns'],
    actions: ['approve', 'cancel'],
    commentRequired: ['cancel'],
    stepUp: true,
    due: '4h',
    remind: ['1h', '2h'],
    escalate: { after: '3h', to: { groups: ['leads'] } },
    expire: { after: '1d', then: 'cancel' },
    policy: 'four eyes',
  };
  expect(sectionWords('who', gate, false)).toBe('2 of group release · never interns');
  expect(sectionWords('may', gate, false)).toBe('Approve, Cancel run · 1 needs a comment · password again');
  expect(sectionWords('when', gate, false)).toBe(
    'due after 4h · 2 reminders · escalates once · closes after 1d: cancel',
  );
  expect(sectionWords('policy', gate, false)).toBe('four eyes');
});

test('a gate that says nothing, or nothing readable yet, has headers too', () => {
  expect(sectionWords('who', { quorum: 'some' }, false)).toBe('anyone who may decide');
  expect(sectionWords('when', { due: 'soon' }, true)).toBe('no limit of time');
  expect(sectionWords('may', { outcomes: ['ship', 'rework'] }, true)).toBe('ship, rework, Retry, Skip, Cancel run');
  expect(sectionWords('policy', {}, false)).toBe('none is named');
});

test('errors are counted where their fields are', () => {
  const errors = { 'reviewers.groups': 'no', quorum: 'no', 'escalate.0.after': 'no', due: 'no', title: 'no' };
  expect([errorsOfSection('who', errors), errorsOfSection('when', errors), errorsOfSection('may', errors)]).toEqual([
    2, 2, 0,
  ]);
});
