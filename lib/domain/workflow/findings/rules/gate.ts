import type { Rule } from './rule.ts';

export const gateRules = {
  'gate.duplicate': {
    category: 'gate',
    severity: 'error',
    explain: 'A step has two gates at the same place.',
    example: 'gate: [{ placement: after }, { placement: after }]',
  },
  'gate.placement': {
    category: 'gate',
    severity: 'error',
    explain: 'A gate stands where it cannot.',
    example: 'placement: alone on a shell step',
  },
  'gate.noWayOn': {
    category: 'gate',
    severity: 'error',
    explain: 'The offered actions leave no way to let the run go on.',
    example: 'actions: [cancel]',
  },
  'gate.form': {
    category: 'gate',
    severity: 'error',
    explain: 'The form is not a JSON Schema of an object.',
    example: 'form: { type: string }',
  },
  'gate.outcomes': {
    category: 'gate',
    severity: 'error',
    explain: 'Named outcomes are empty, given twice, or on a gate that does not stand alone.',
    example: 'outcomes: []',
  },
  'gate.expire': {
    category: 'gate',
    severity: 'error',
    explain: 'A gate would close by itself in a way it does not offer.',
    example: 'expire: { after: 1h, then: explode }',
  },
  'gate.quorum': {
    category: 'gate',
    severity: 'error',
    explain: 'More signatures are asked for than there are named reviewers.',
    example: 'reviewers: { users: [a@example.org] }\nquorum: 2',
  },
  'gate.reviewers': {
    category: 'gate',
    severity: 'warning',
    explain: 'Nobody in particular is named, so everybody who may decide is asked.',
    example: 'onFailure: { escalate: {} }',
  },
  'gate.due': {
    category: 'gate',
    severity: 'warning',
    explain: 'A gate is due after it has already closed by itself.',
    example: 'due: 2d\nexpire: { after: 1d, then: cancel }',
  },
  'gate.comment': {
    category: 'gate',
    severity: 'warning',
    explain: 'A comment is required for an action that is not offered.',
    example: 'actions: [approve, cancel]\ncommentRequired: [skip]',
  },
} as const satisfies Record<string, Rule>;
