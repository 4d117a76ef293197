import type { Check, Checked } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { unknownHandlers } from './handler-findings.ts';

/** What follows a failure: handlers, roll-back, and who is asked. */
export const failureChecks: Check = (checked) => {
  const { onFailure } = checked.workflow;
  const { escalate } = onFailure ?? {};
  return [
    ...unknownHandlers(onFailure?.run ?? [], ['onFailure', 'run'], 'onFailure', checked.handlers),
    ...unusedHandlers(checked),
    ...rollbackFindings(checked),
    ...(escalate && !escalate.users?.length && !escalate.groups?.length
      ? [
          finding('gate.reviewers', {
            path: ['onFailure', 'escalate'],
            message: 'onFailure escalates to nobody in particular, so everybody who may decide is asked.',
            fix: 'Name them: escalate: { groups: [leads] }.',
          }),
        ]
      : []),
  ];
};

function unusedHandlers({ workflow, handlers }: Checked): Finding[] {
  const called = new Set(workflow.onFailure?.run);
  for (const { then } of workflow.rules ?? [])
    if (then.action === 'run') for (const id of then.handlers) called.add(id);
  return handlers.steps.flatMap(({ id }, index) =>
    called.has(id)
      ? []
      : [
          finding('logic.unusedHandler', {
            step: id,
            path: ['handlers', index],
            message: `Nothing calls the handler "${id}".`,
            fix: `Call it with onFailure: { run: [${id}] } or from a rule, or remove it.`,
          }),
        ],
  );
}

function rollbackFindings({ workflow, lists }: Checked): Finding[] {
  const { onFailure, rules = [] } = workflow;
  const rule = rules.findIndex(({ then }) => then.action === 'rollback');
  const rollback = onFailure?.rollback ? ['onFailure', 'rollback'] : rule >= 0 ? ['rules', rule, 'then'] : null;
  for (const list of lists) {
    if (list.role === 'handlers' || list.of?.list.role === 'handlers') continue;
    const index = list.steps.findIndex(({ undo }) => undo !== undefined);
    if (index < 0) continue;
    if (rollback) return [];
    return [
      finding('logic.rollback', {
        step: list.steps[index]!.id,
        path: [...list.path, index, 'undo'],
        message: `Nothing ever takes "${list.steps[index]!.id}" back: no failure or rule rolls the run back.`,
        fix: 'Add onFailure: { rollback: true }, or remove undo.',
      }),
    ];
  }
  if (!rollback) return [];
  return [
    finding('logic.rollback', {
      path: rollback,
      message: 'A roll-back takes nothing back: no step has undo.',
      fix: 'Say how steps are taken back: undo: { kind: shell, with: { run: ./undo.sh } }.',
    }),
  ];
}
