import type { RunStepView } from '#lib/contracts/run-step.ts';

/** What happened at a step's gates at one moment. `seal`: whose it is, where somebody signed. */
export type GateMark = { at: number; text: string; seal: string | null };

const callWords = {
  opened: 'asked for a decision',
  reminded: 'reminded',
  escalated: 'asked more people',
  reassigned: 'asked others instead',
} as const satisfies Record<RunStepView['calls'][number]['what'], string>;

/** Calls and seals of a step in the order of time, for its bar in the timeline. Signatures of earlier runs are none of this one. */
export function gateMarks({ calls, seals }: Pick<RunStepView, 'calls' | 'seals'>): GateMark[] {
  const signed = seals
    .filter((seal) => !seal.from && seal.action !== 'void')
    .map((seal): GateMark => {
      const by = seal.onBehalfOf ? `${seal.by.name} for ${seal.onBehalfOf.name}` : seal.by.name;
      const text = seal.expired ? 'closed by itself' : `${seal.outcome ?? seal.action}, signed by ${by}`;
      return { at: Date.parse(seal.at), text, seal: seal.expired ? null : seal.by.name };
    });
  const called = calls.map(({ what, at }): GateMark => ({ at: Date.parse(at), text: callWords[what], seal: null }));
  return [...called, ...signed].toSorted((a, b) => a.at - b.at);
}
