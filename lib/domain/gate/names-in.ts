import type { GateSpec } from './spec.ts';

/** A group or an e-mail that a gate names, and where. `any`: a place that takes either. */
export type WrittenName = { name: string; kind: 'user' | 'group' | 'any'; key: (string | number)[] };

type Named = Pick<GateSpec, 'reviewers' | 'quorum' | 'exclude' | 'escalate'>;

/** Every name in a gate, or in a policy's demand. */
export function namesIn({ reviewers, quorum, exclude = [], escalate }: Named): WrittenName[] {
  const people = ({ users = [], groups = [] }: { users?: string[]; groups?: string[] }, at: (string | number)[]) => [
    ...groups.map((name, index): WrittenName => ({ name, kind: 'group', key: [...at, 'groups', index] })),
    ...users.map((name, index): WrittenName => ({ name, kind: 'user', key: [...at, 'users', index] })),
  ];
  const levels = typeof quorum === 'object' ? quorum.levels : [];
  const stages = escalate === undefined ? [] : [escalate].flat();
  const alone = !Array.isArray(escalate);
  return [
    ...people(reviewers ?? {}, ['reviewers']),
    ...levels.flatMap((names, level) =>
      names.map((name, at): WrittenName => ({ name, kind: 'any', key: ['quorum', 'levels', level, at] })),
    ),
    ...exclude.map((name, at): WrittenName => ({ name, kind: 'any', key: ['exclude', at] })),
    ...stages.flatMap(({ to }, index) => people(to, alone ? ['escalate', 'to'] : ['escalate', index, 'to'])),
  ];
}
