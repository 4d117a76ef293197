import type { Rule } from './rule.ts';

export const syntaxRules = {
  'syntax.yaml': { category: 'syntax', severity: 'error', explain: 'The text is not valid YAML.', example: 'steps: [' },
  'syntax.size': {
    category: 'syntax',
    severity: 'error',
    explain: 'The file is larger or nests deeper than is accepted.',
    example: 'a file of more than 10 MB, or more than 200 levels',
  },
  'syntax.duplicateKey': {
    category: 'syntax',
    severity: 'error',
    explain: 'One key is given twice; which one counts would be a guess.',
    example: 'name: a\nname: b',
  },
  'syntax.documents': {
    category: 'syntax',
    severity: 'error',
    explain: 'A file holds one workflow.',
    example: 'name: a\n---\nname: b',
  },
  'syntax.alias': {
    category: 'syntax',
    severity: 'error',
    explain: 'Aliases multiply the file beyond its bounds, point to themselves or to nothing.',
    example: 'a: &a [*a]',
  },
  'syntax.mergeKey': {
    category: 'syntax',
    severity: 'error',
    explain: 'Merge keys are not part of YAML 1.2.',
    example: '<<: *base',
  },
  'syntax.tag': {
    category: 'syntax',
    severity: 'error',
    explain: 'Only plain JSON values are accepted, no YAML tags.',
    example: 'run: !!binary aGk=',
  },
  'syntax.value': {
    category: 'syntax',
    severity: 'error',
    explain: 'A value that JSON cannot say: infinity, too large a number, a NUL character, half a surrogate pair.',
    example: 'max: .inf',
  },
  'syntax.unknownKey': {
    category: 'syntax',
    severity: 'error',
    explain: 'A key that means nothing here. Unknown keys are never ignored in silence.',
    example: 'stpes: []',
  },
  'syntax.shape': {
    category: 'syntax',
    severity: 'error',
    explain: 'A value of the wrong type, or one that is missing.',
    example: 'steps: hello',
  },
} as const satisfies Record<string, Rule>;
