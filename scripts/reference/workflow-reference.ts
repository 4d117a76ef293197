import { stringify } from 'yaml';
import { extraFunctions } from '#lib/domain/expression/functions.ts';
import { gateActions } from '#lib/domain/gate/spec.ts';
import { filterNames } from '#lib/domain/template/engine.ts';
import { rules } from '#lib/domain/workflow/findings/rules.ts';
import { workflowJsonSchema } from '#lib/domain/workflow/json-schema.ts';
import { stepKindViews } from '#lib/steps/registry.ts';
import { keyTable, type Schema, schemaAt } from './key-table.ts';
import { gateParts, languageReference } from './language-reference.ts';

/** The workflow reference as Markdown, made from what the product itself reads, so that it cannot say something else. */
export function workflowReference(): string {
  const root = workflowJsonSchema() as Schema;
  const step = schemaAt(root, ['steps', '*']);
  return `${[
    '# Workflow reference',
    'Made from the schemas by `npm run docs`; a test fails when it is out of date. The JSON Schema is at `/schema/workflow.json`.',
    'Durations are `30s`, `5m`, `2h`, `1d`, or a number of seconds. Unknown keys are findings, not silence.',
    '## The file',
    keyTable(root, root, 2),
    '### Inputs',
    keyTable(root, schemaAt(root, ['inputs', '*']), 1),
    '## A step',
    keyTable(root, step, 1),
    '### Retry',
    'One rule, or a list: the first rule that covers the kind of error and has retries left is used.',
    keyTable(root, schemaAt(root, ['steps', '*', 'retry']), 1),
    '### Edges',
    edges,
    '## Kinds',
    ...stepKindViews().flatMap((kind) => [
      `### ${kind.kind}`,
      `${kind.description} Runs ${kind.where === 'pool' ? 'in a pool of workers' : 'where the run is driven'}.`,
      keyTable(kind.schema as Schema, kind.schema as Schema, 1, kind.hints),
      fence('yaml', stringify(kind.example).trim()),
    ]),
    ...languageReference(root),
    '## Gates',
    'A gate sits before a step (its input is shown), after it (its output), on its failure (the error), or stands alone.',
    keyTable(root, schemaAt(root, ['steps', '*', 'gate']), 1),
    actionTable,
    `Actions: ${Object.entries(gateActions)
      .map(([name, action]) => `\`${name}\` (key ${action.key})`)
      .join(', ')}. Letting through needs the quorum; stopping (cancel, retry) needs one.`,
    ...gateParts(root),
    '## What templates and expressions see',
    scope,
    `Expressions are CEL. Beside its own functions there are: ${Object.values(extraFunctions)
      .map((one) => `\`${one.signature}\``)
      .join(', ')}.`,
    `Templates are Liquid, without files, clock or code. Filters: ${filterNames.map((name) => `\`${name}\``).join(', ')}.`,
    '## Findings',
    'An error keeps a workflow from being published; warnings and information do not.',
    table(
      ['rule', 'severity', 'says', 'example'],
      Object.entries(rules).map(([rule, { severity, explain, example }]) => [
        `\`${rule}\``,
        severity,
        explain,
        inline(example),
      ]),
    ),
  ].join('\n\n')}\n`;
}

const edges = `\`needs\` names steps, or \`{ step, on }\`. \`on\` is \`success\` (default: it succeeded or a person skipped it), \`failure\`, \`always\`
(it succeeded, failed or was skipped by a person; not when it was not taken), \`notTaken\`, or the name of an outcome. A step whose
needs can no longer be met is not taken, and so are those that need it. A failure that no \`failure\` edge or gate takes in hand fails the run.`;

const scope = [
  ['`inputs.<name>`', 'what the run was started with'],
  ['`steps.<id>.output`', 'result of a step; also `.status`, `.attempt`, `.outcome`, `.error`'],
  ['`<as>`', 'the same output under the name its step gives by `as`'],
  ['`run`', '`id`, `number`, `workflow`, `version`, `startedAt`, `startedBy.name`, `startedBy.email`'],
  ['`gate.<step>`', 'the decision: `action`, `outcome`, `by`, `at`, `comment`, `expired`, `form`, `signers`, `digest`'],
  ['`gate.feedback`', 'what the reviewer said who sent this step back'],
  ['`run.failure`', 'in what follows a failure: `step`, `message`, `reason`; null otherwise'],
  ['`item`, `index`', 'in steps of a map: the item at hand (under the name that `as` gives) and its place, from 0'],
  [
    '`secrets.<name>`',
    'only where a parameter keeps it hidden: the environment of a command, headers, query and body of a request',
  ],
]
  .map(([name, says]) => `- ${name}: ${says}`)
  .join('\n');

const actionTable = table(
  ['action', 'before', 'after', 'onFailure', 'alone'],
  [
    ['approve', 'run it', 'pass the output on', 'accept the failure, follow `failure` edges', 'success edges'],
    [
      'modify',
      'run it with the edited input',
      'pass the edited output on',
      'use the entered output as its result',
      'pass the edited payload on',
    ],
    [
      'retry',
      'render the input anew, ask again',
      'run it again; the comment is `gate.feedback`',
      'run it again',
      'rerun what it needs (`rework` names which), with the comment',
    ],
    ['skip', 'waived', 'waived, no output', 'waived', 'waived'],
    ['cancel', 'cancel the run', 'cancel the run', 'cancel the run', 'cancel the run'],
    ['named outcome', '–', '–', '–', "that outcome's edges"],
  ],
);

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const fence = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;
const inline = (text: string) =>
  `\`${text
    .replaceAll('|', '\\|')
    .replaceAll('`', "'")
    .replace(/\s*\n\s*/g, ' ⏎ ')}\``;
