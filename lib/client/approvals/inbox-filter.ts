import { gatePlacements } from '#lib/domain/gate/spec.ts';
import type { Query } from '../api.ts';

/** The lists of the inbox. `count`: which of the counted numbers is theirs. */
export const inboxTabs = {
  mine: { label: 'Mine', query: { mine: 1, status: 'open' }, count: 'mine' },
  groups: { label: 'My groups’', query: { groups: 1, status: 'open' }, count: 'groups' },
  decided: { label: 'Decided by me', query: { decided: 1, status: 'any' }, count: null },
  all: { label: 'All', query: {}, count: 'open' },
} as const;
export type InboxTab = keyof typeof inboxTabs;
export const inboxTabNames = Object.keys(inboxTabs) as InboxTab[];

/** Parameters of the address that narrow the list; `status` belongs to the tab of all. */
export const narrowing = ['status', 'workflow', 'placement', 'starter', 'due', 'q'] as const;
export const inboxParameters = ['tab', ...narrowing, 'sort'] as const;
export type InboxFilter = Record<(typeof inboxParameters)[number], string>;

const choices: Partial<Record<keyof InboxFilter, readonly string[]>> = {
  status: ['open', 'closed', 'any'],
  placement: gatePlacements,
  due: ['late', 'today'],
  sort: ['newest', 'oldest', 'due'],
};

export const tabOf = ({ tab }: Pick<InboxFilter, 'tab'>): InboxTab => (tab in inboxTabs ? (tab as InboxTab) : 'mine');

/** What the API is asked for. A word in the address that is none of the choices counts as not being there. */
export function inboxQuery(filter: InboxFilter): Query {
  const tab = tabOf(filter);
  const asked: Query = {};
  for (const name of [...narrowing, 'sort'] as const) {
    const value = filter[name];
    if (value && (choices[name]?.includes(value) ?? true)) asked[name] = value;
  }
  return { ...asked, ...(tab === 'all' ? { status: asked.status ?? 'open' } : inboxTabs[tab].query) };
}
