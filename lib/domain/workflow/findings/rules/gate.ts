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
  'gate.unknownReviewer': {
    category: 'gate',
    severity: 'warning',
    explain: 'A gate names a group that the workspace has not, or somebody who is no member or may not decide.',
    example: 'reviewers: { groups: [relaese] }',
  },
  'gate.emptyGroup': {
    category: 'gate',
    severity: 'warning',
    explain: 'A gate names a group in which nobody may decide.',
    example: 'reviewers: { groups: [release] } while release has no members',
  },
  'gate.nobody': {
    category: 'gate',
    severity: 'warning',
    explain:
      'Nobody is left who may let the gate pass: none is asked, all are excluded, or only its author could sign.',
    example: 'reviewers: { users: [me@example.org] } where nobody may sign for themselves',
  },
  'gate.unmeetable': {
    category: 'gate',
    severity: 'warning',
    explain: 'More signatures are asked for than there are people who can give one.',
    example: 'reviewers: { groups: [release] }\nquorum: 3 while two people are in release',
  },
  'gate.levels': {
    category: 'gate',
    severity: 'warning',
    explain: 'Nobody can sign at a level, or levels have only one person between them; a person signs once.',
    example: 'quorum: { levels: [[a@example.org], [a@example.org]] }',
  },
  'gate.second': {
    category: 'gate',
    severity: 'warning',
    explain: 'An edit needs a second reviewer where only one person can sign.',
    example: 'reviewers: { users: [a@example.org] }\nsecondReviewer: [amount]',
  },
  'gate.stepUp': {
    category: 'gate',
    severity: 'warning',
    explain: 'A gate asks for proof again, and somebody it names has neither a password nor a second factor.',
    example: 'stepUp: true\nreviewers: { users: [a@example.org] }',
  },
  'gate.unknownPolicy': {
    category: 'gate',
    severity: 'error',
    explain: 'A gate names a policy that the workspace has not: nobody could let it pass.',
    example: 'policy: prodution',
  },
  'gate.policyHolds': {
    category: 'gate',
    severity: 'warning',
    explain: 'A gate says something that a policy of the workspace decides.',
    example: 'policy: production\nreviewers: { users: [me@example.org] }',
  },
  'gate.late': {
    category: 'gate',
    severity: 'warning',
    explain: 'A reminder or an escalation comes when the gate has already closed by itself.',
    example: 'escalate: { after: 2d, to: { groups: [leads] } }\nexpire: { after: 1d, then: cancel }',
  },
  'gate.expireNowhere': {
    category: 'gate',
    severity: 'warning',
    explain: 'A gate closes by itself with an outcome that no step follows.',
    example: 'outcomes: [ship, rework]\nexpire: { after: 1d, then: rework }',
  },
  'gate.dueOnly': {
    category: 'gate',
    severity: 'info',
    explain: 'A gate has a date by which it is due, and nothing happens when it is overdue.',
    example: 'due: 1d',
  },
} as const satisfies Record<string, Rule>;
