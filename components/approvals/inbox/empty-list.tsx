import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { InboxTab } from '#lib/client/approvals/inbox-filter.ts';

const texts = {
  mine: {
    title: 'Nothing waits for you',
    text: 'When a run needs your signature it appears here at once, without a reload.',
  },
  groups: {
    title: 'Nothing waits for your groups',
    text: 'Gates that name a group you belong to appear here. Groups are in the settings.',
  },
  decided: {
    title: 'You have not decided anything yet',
    text: 'Everything you sign, send back or stop stays here, with what became of it.',
  },
  all: {
    title: 'No approvals here',
    text: 'A step with a gate asks here, with everything needed to decide. Gates are put on a step in the editor.',
  },
} as const satisfies Record<InboxTab, { title: string; text: string }>;

/** Where the list is empty: what would stand here, or which filter keeps it out. */
export function EmptyList({ tab, filtered, onClear }: { tab: InboxTab; filtered: boolean; onClear: () => void }) {
  if (filtered)
    return (
      <EmptyState
        title="No case fits these filters"
        action={
          <Button size="sm" onClick={onClear}>
            Clear filters
          </Button>
        }
      >
        Take one away to see more.
      </EmptyState>
    );
  return <EmptyState title={texts[tab].title}>{texts[tab].text}</EmptyState>;
}
