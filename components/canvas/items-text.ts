import type { ItemCountsView } from '#lib/contracts/run-step.ts';

const shown = (count: number) => count.toLocaleString('en');

/** "9,120 of 10,000 items done, 3 failed, 10 under way". */
export function itemsText({ count, open, done, failed }: ItemCountsView): string {
  return [
    `${shown(done)} of ${shown(count)} ${count === 1 ? 'item' : 'items'} done`,
    ...(failed > 0 ? [`${shown(failed)} failed`] : []),
    ...(open > 0 ? [`${shown(open)} under way`] : []),
  ].join(', ');
}

/** "9,120 of 10,000, 3 failed". */
export const shortText = ({ count, done, failed }: ItemCountsView): string =>
  `${shown(done)} of ${shown(count)}${failed > 0 ? `, ${shown(failed)} failed` : ''}`;
