import type { Rule } from './rule.ts';

/** Of maps, handlers, rules, roll-back and fallbacks. */
export const languageRules = {
  'logic.map': {
    category: 'logic',
    severity: 'error',
    explain: 'The steps of a map are missing, hold another map, or do not have the one whose output is to count.',
    example: 'output: nowhere',
  },
  'logic.handlerNeeds': {
    category: 'logic',
    severity: 'error',
    explain: 'A handler runs when it is called, so needs and join would mean nothing there.',
    example: 'handlers: [{ id: tell, needs: [a], … }]',
  },
  'logic.unknownHandler': {
    category: 'logic',
    severity: 'error',
    explain: 'A handler is called that does not exist.',
    example: 'onFailure: { run: [rolback] }',
  },
  'logic.unusedHandler': {
    category: 'logic',
    severity: 'warning',
    explain: 'Nothing calls the handler.',
    example: 'handlers: [{ id: tell, … }] without onFailure or a rule that runs it',
  },
  'logic.duplicateRule': {
    category: 'logic',
    severity: 'error',
    explain: 'Two rules have the same name.',
    example: 'rules: [{ name: a, … }, { name: a, … }]',
  },
  'logic.neverChecked': {
    category: 'logic',
    severity: 'error',
    explain: 'A rule is checked when the steps that it reads have ended; one that reads none is never checked.',
    example: 'when: inputs.version != ""',
  },
  'logic.rollback': {
    category: 'logic',
    severity: 'warning',
    explain: 'A roll-back finds nothing to take back, or undo stands there without a roll-back.',
    example: 'onFailure: { rollback: true } and no step with undo',
  },
  'logic.undo': {
    category: 'logic',
    severity: 'warning',
    explain: 'The step changes nothing outside, so there is nothing to take back.',
    example: 'undo on a template step',
  },
  'logic.fallback': {
    category: 'logic',
    severity: 'error',
    explain: 'A gate does not fail, so nothing can be done instead of it; nor can a gate or a map stand in for a step.',
    example: 'fallback on a step of kind gate',
  },
  'logic.fallbackOutcome': {
    category: 'logic',
    severity: 'warning',
    explain: 'An edge waits for an outcome that the fallback of the step cannot give.',
    example: 'needs: [{ step: watch, on: calm }] where the fallback of watch is a notify',
  },
  'logic.retryBudget': {
    category: 'logic',
    severity: 'warning',
    explain: 'Steps have retries, but the budget of the run allows none.',
    example: 'retryBudget: 0 and retry: { max: 2 }',
  },
  'logic.timeoutHere': {
    category: 'logic',
    severity: 'warning',
    explain: 'A time limit has no effect on a step that is computed at once or waits for people.',
    example: 'timeout: 1h on a gate (its expire closes it)',
  },
  'logic.unknownChannel': {
    category: 'logic',
    severity: 'warning',
    explain: 'The workspace has no channel of this name (yet); telling it something would fail.',
    example: 'with: { channel: relaeses, subject: Released }',
  },
  'logic.unknownWorkflow': {
    category: 'logic',
    severity: 'warning',
    explain: 'The workspace has no such workflow, or not that version of it (yet); the step would fail.',
    example: 'kind: workflow\nwith: { workflow: delpoy }',
  },
  'logic.childOutput': {
    category: 'logic',
    severity: 'warning',
    explain: 'The workflow that a step runs gives no such output, or one of another type.',
    example: 'steps.deploy.output.outputs.ulr where deploy gives url',
  },
  'logic.childInput': {
    category: 'logic',
    severity: 'warning',
    explain: 'What a step gives to another workflow does not fit the inputs of its latest version.',
    example: 'input: { count: many } for an integer',
  },
  'logic.unguarded': {
    category: 'logic',
    severity: 'info',
    explain: 'A handler reads the result of a step that may not have run.',
    example: '{{ steps.deploy.output.url }} in a handler',
  },
  'logic.concurrencyKey': {
    category: 'logic',
    severity: 'error',
    explain: 'Runs share a limit by a key; one that differs from run to run holds nobody back.',
    example: 'concurrency: { key: "{{ run.number }}" }',
  },
  'logic.cache': {
    category: 'logic',
    severity: 'error',
    explain: 'A step whose result cannot be kept, or whose parameters hold sealed values and cannot be the key.',
    example: 'kind: gate\ncache: {}',
  },
  'practice.waitForever': {
    category: 'practice',
    severity: 'info',
    explain: 'A wait for a signal without a time limit lasts until somebody cancels the run.',
    example: 'with: { event: payment }',
  },
} as const satisfies Record<string, Rule>;
