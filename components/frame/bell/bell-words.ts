import type { BellItem } from '#lib/contracts/bell.ts';

/** What an item says after the gate's title. */
export function bellWords({ kind, by, text }: Pick<BellItem, 'kind' | 'by' | 'text'>): string {
  switch (kind) {
    case 'asked':
      return by ? `asks for your decision, in a run of ${by}` : 'asks for your decision';
    case 'changed':
      return 'was edited and asks again';
    case 'escalated':
      return 'still waits, and is now asked of you too';
    case 'reassigned':
      return 'was given to you to decide';
    case 'question':
      return `${by ?? 'Somebody'} asks: ${text}`;
    case 'decided':
      return text ?? 'was decided';
  }
}
