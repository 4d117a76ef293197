import { keyTable, type Schema, schemaAt, variantsAt } from './key-table.ts';

const yaml = (text: string) => `\`\`\`yaml\n${text.trim()}\n\`\`\``;

/** Maps, handlers, rules, failures, fallbacks, caches and shared keys: what stands between and around steps. */
export function languageReference(root: Schema): string[] {
  return [
    '## Around the steps',
    '### Steps of a map',
    'Under `with.steps` of a `map` stand steps as everywhere, gates included (but no map). Their `needs` name each other; they see `item` (or the name given by `as`), `index` (from 0), the results of each other, and those of every step before the map. The map gives `{ count, items, failed }`: `items` holds the result of each item in order.',
    yaml(examples.map),
    '### Fallback and undo',
    '`fallback` is a list of what is done instead, tried in order once the step has failed for good; its result becomes that of the step. `undo` takes the step back in a roll-back, and may read its result.',
    keyTable(root, schemaAt(root, ['steps', '*', 'undo']), 1),
    yaml(examples.undo),
    '### Cache',
    keyTable(root, schemaAt(root, ['steps', '*', 'cache']), 1),
    yaml(examples.cache),
    '### Handlers',
    'Handlers are steps without `needs` that run only when `onFailure` or a rule calls them. They may read any step; what a step that never ran gave is empty, so give a default or look first.',
    yaml(examples.handlers),
    '### Rules',
    'A rule reads at least one step, and is checked each time that all the steps it reads have ended. A condition that cannot be evaluated stops the run, since it may guard something.',
    keyTable(root, schemaAt(root, ['rules', '*']), 1),
    ...variantsAt(root, ['rules', '*', 'then']).flatMap(({ name, schema }) => [
      `#### ${name}`,
      schema.description ?? '',
      keyTable(root, schema, 1),
    ]),
    yaml(examples.rules),
    '### When the run fails',
    'In this order, each after the one before however that ended: roll-back, handlers, notifications, and who has to acknowledge it. `run.failure` is `{ step, message, reason }` then.',
    keyTable(root, schemaAt(root, ['onFailure']), 1),
    yaml(examples.onFailure),
    '### Concurrency and retry budget',
    keyTable(root, schemaAt(root, ['concurrency']), 1),
    yaml(examples.concurrency),
  ];
}

/** What stands inside a gate's keys, and all of it in one gate. */
export function gateParts(root: Schema): string[] {
  const gate = ['steps', '*', 'gate'];
  return [
    '### Reviewers and escalation',
    'Keys of `reviewers`:',
    keyTable(root, schemaAt(root, [...gate, 'reviewers']), 1),
    'Keys of a stage of `escalate`:',
    keyTable(root, schemaAt(root, [...gate, 'escalate']), 1),
    'A payment that takes two people of finance; whoever owns the account is asked too, interns never let it pass, another amount needs another pair of eyes, and nobody can leave it lying for long:',
    yaml(examples.gate),
  ];
}

/** Each is a part of a workflow; a test reads them as such. */
export const examples = {
  gate: `
steps:
  - id: payment
    kind: transform
    with: { set: { amount: "250", to: inputs.target, owner: "'owner@example.org'" } }
    gate:
      title: Pay this?
      reviewers: { groups: [finance], expression: steps.payment.output.owner }
      quorum: 2
      exclude: [interns]
      editable: [amount]
      secondReviewer: [amount]
      stepUp: true
      policy: payments
      due: 1d
      remind: [4h, 20h]
      escalate:
        - { after: 1d, to: { groups: [leads] } }
        - { after: 2d, to: { users: [director@example.org] } }
      expire: { after: 3d, then: cancel }
`,
  map: `
steps:
  - id: scan
    kind: map
    with:
      over: "{{ inputs.files }}"
      as: file
      concurrency: 4
      output: judge
      steps:
        - { id: size, kind: shell, with: { run: 'wc -c < "$FILE"', env: { FILE: "{{ file }}" } } }
        - id: judge
          kind: transform
          needs: [size]
          with: { set: { file: file, place: index, bytes: "int(steps.size.output.stdout.trim())" } }
`,
  undo: `
steps:
  - id: deploy
    kind: http
    with: { method: POST, url: "https://example.org/deploy" }
    fallback:
      - { kind: http, with: { method: POST, url: "https://example.com/deploy" } }
    undo:
      kind: http
      with: { method: DELETE, url: "https://example.org/deploy/{{ steps.deploy.output.body.id }}" }
      timeout: 2m
onFailure: { rollback: true }
`,
  cache: `
steps:
  - id: fetch
    kind: http
    with: { url: "https://example.org/list.json" }
    cache: { key: "{{ inputs.day }}", ttl: 6h, version: 2 }
`,
  handlers: `
steps:
  - { id: deploy, kind: shell, with: { run: ./deploy.sh } }
handlers:
  - id: tell
    kind: notify
    with: { channel: log, subject: "Deploy said: {{ steps.deploy.output.stdout | default: 'nothing' }}" }
onFailure: { run: [tell] }
`,
  rules: `
steps:
  - { id: scan, kind: shell, with: { run: ./scan.sh } }
rules:
  - name: secrets found
    when: steps.scan.output.stdout.contains('PASSWORD')
    then: { action: requireApproval, reviewers: { groups: [security] } }
  - name: not clean
    when: steps.scan.output.exitCode != 0
    then: { action: requireRework, steps: [scan], feedback: Clean it up, max: 2 }
`,
  onFailure: `
steps:
  - id: deploy
    kind: shell
    with: { run: ./deploy.sh }
    undo: { kind: shell, with: { run: ./undo.sh } }
onFailure:
  rollback: { timeout: 15m }
  notify: [{ channel: log, subject: "{{ run.failure.step }} failed: {{ run.failure.message }}" }]
  escalate: { groups: [leads] }
`,
  concurrency: `
steps:
  - { id: deploy, kind: shell, with: { run: ./deploy.sh }, retry: { max: 3 } }
concurrency: { key: "deploy {{ inputs.target }}", limit: 1 }
retryBudget: 5
`,
};
