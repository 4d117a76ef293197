import { whoWords } from '#lib/domain/gate/asked-words.ts';
import { type GatePolicy, gateActions, gateSchema } from '#lib/domain/gate/spec.ts';
import { formatDuration } from '#lib/domain/workflow/duration.ts';
import { gatePolicy } from '#lib/domain/workflow/normal.ts';
import type { GateDraft } from './gate-part.ts';

export const gateSections = {
  who: { title: 'Who decides', keys: ['reviewers', 'quorum', 'exclude', 'selfApproval'] },
  may: {
    title: 'What they may do',
    keys: ['actions', 'commentRequired', 'mandatory', 'editable', 'secondReviewer', 'form', 'stepUp', 'reuse'],
  },
  when: { title: 'When', keys: ['due', 'remind', 'escalate', 'expire'] },
  policy: { title: 'Policy of the workspace', keys: ['policy'] },
} as const;
export type GateSectionName = keyof typeof gateSections;

/** What is set in a part of the form, for its folded header. Keys that do not fit their shape yet are passed over. */
export function sectionWords(section: GateSectionName, gate: GateDraft, alone: boolean): string {
  const policy = gatePolicy(fitting(gate), { id: '', kind: alone ? 'gate' : 'template' });
  return words[section](policy).filter(Boolean).join(' · ');
}

function fitting(gate: GateDraft) {
  const kept = Object.entries(gateSchema.shape).filter(([key, schema]) => schema.safeParse(gate[key]).success);
  return gateSchema.parse(Object.fromEntries(kept.map(([key]) => [key, gate[key]])));
}

const count = (many: number, one: string, more: string) => (many === 0 ? '' : many === 1 ? one : `${many} ${more}`);

const words: Record<GateSectionName, (policy: GatePolicy) => string[]> = {
  who: (policy) => [
    whoWords(policy),
    policy.exclude.length > 0 ? `never ${policy.exclude.join(', ')}` : '',
    policy.selfApproval === 'never' ? 'never whoever started or wrote it' : '',
  ],
  may: ({ actions, outcomes, mandatory, form, secondReviewer, stepUp, commentRequired, reuse }) => [
    [...outcomes, ...actions.filter((action) => action !== 'outcome').map((action) => gateActions[action].label)].join(
      ', ',
    ),
    mandatory ? 'mandatory' : '',
    count(commentRequired.length, '1 needs a comment', 'need a comment'),
    secondReviewer.length > 0 ? `second reviewer for ${secondReviewer.join(', ')}` : '',
    form ? 'a form' : '',
    stepUp ? 'password again' : '',
    reuse ? 'counts again in a rerun' : '',
  ],
  when: ({ dueMs, remindMs, escalate, expireMs, expireThen }) => {
    const parts = [
      dueMs === null ? '' : `due after ${formatDuration(dueMs)}`,
      count(remindMs.length, '1 reminder', 'reminders'),
      count(escalate.length, 'escalates once', 'escalations'),
      expireMs === null ? '' : `closes after ${formatDuration(expireMs)}: ${expireThen}`,
    ].filter(Boolean);
    return parts.length > 0 ? parts : ['no limit of time'];
  },
  policy: ({ named }) => [named ?? 'none is named'],
};

/** Of errors by place, how many belong to a part of the form. */
export const errorsOfSection = (section: GateSectionName, errors: Readonly<Record<string, string>>): number =>
  Object.keys(errors).filter((place) =>
    gateSections[section].keys.some((key) => place === key || place.startsWith(`${key}.`)),
  ).length;
