import { runStatuses } from '#lib/domain/run/status.ts';

export type TabState = 'waiting' | 'running' | 'still';

/** What a tab has to say: that somebody is waited for comes before that something runs. */
export function tabState(waiting: number, running: boolean): TabState {
  if (waiting > 0) return 'waiting';
  return running ? 'running' : 'still';
}

const shapes = {
  diamond: (colour: string) =>
    `<path d="M16 2 30 16 16 30 2 16Z" fill="${colour}"/><path d="M16 10l6 6-6 6-6-6Z" fill="#fff"/>`,
  half: (colour: string) =>
    `<circle cx="16" cy="16" r="12.5" fill="none" stroke="${colour}" stroke-width="4"/><path d="M16 8a8 8 0 0 1 0 16Z" fill="${colour}"/>`,
} as const;

/** The icon of a state as a data address; null: the product's own. `colourOf` gives the colour of a tone of the status table. */
export function tabIcon(state: TabState, colourOf: (tone: string) => string): string | null {
  if (state === 'still') return null;
  const { tone, icon } = runStatuses[state];
  const picture = shapes[icon](colourOf(tone));
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${picture}</svg>`)}`;
}
