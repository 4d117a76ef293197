import { listed } from '../listed.ts';
import type { Shortfall } from './shortfall.ts';

/** Why a gate cannot be passed, and what helps: two sentences. */
export function shortfallWords(short: Shortfall): { message: string; fix: string } {
  switch (short.kind) {
    case 'nobody':
      return nobody[short.why];
    case 'few': {
      const people = short.can === 1 ? 'one person can give one' : `${short.can} people can give one`;
      return {
        message: `${short.need} signatures are asked for, but only ${people}.`,
        fix: 'Lower the quorum, or let more people decide.',
      };
    }
    case 'level':
      return {
        message: `Nobody can sign at level ${short.level + 1} (${listed(short.names, 'or')}).`,
        fix: 'Name somebody there who may decide, or put people into its group.',
      };
    case 'shared': {
      const names = short.by.map(({ email }) => email);
      const levels = short.levels.map((level) => level + 1);
      return {
        message: `Levels ${listed(levels.map(String))} need a person each, but only ${listed(names)} can sign there.`,
        fix: 'Name somebody else at one of them; a person signs once.',
      };
    }
  }
}

const nobody = {
  noneAsked: {
    message: 'Nobody of those who are asked may decide.',
    fix: 'Name a member whose role may decide, or put one into a group that is named.',
  },
  excluded: {
    message: 'Everybody who is asked is excluded.',
    fix: 'Take somebody out of exclude, or ask more people.',
  },
  fourEyes: {
    message: 'Whoever could sign started, wrote or edited this, and nobody may sign for themselves.',
    fix: 'Ask somebody else too.',
  },
} as const;
