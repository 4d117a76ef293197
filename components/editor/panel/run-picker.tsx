'use client';
import { Check, ChevronDown } from 'lucide-react';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { relativeTime } from '#components/ui/relative-time.ts';
import { useLastRun, useNewestRuns } from '#lib/client/runs/use-last-values.ts';
import { runStatuses } from '#lib/domain/run/status.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

const newest = 'newest';

/** Which run's values and states are shown, for all of the editor: the newest, or an earlier one. Nothing without runs. */
export function RunPicker() {
  const { workflow, store } = useEditorTools();
  const chosen = useEditor((state) => state.run);
  const { data: shown, isError } = useLastRun(workflow, chosen);
  const { data: runs } = useNewestRuns(workflow);
  // One that cannot be read any more is left by choosing another.
  const gone = isError && chosen !== null;
  if (!runs || (!gone && !shown)) return null;
  const now = Date.now();
  const each = runs.map(({ id, number, status, draft, queuedAt }) => ({
    run: id,
    label: `#${number}${draft ? ' of a draft' : ''}, ${runStatuses[status].label.toLowerCase()}, ${relativeTime(Date.parse(queuedAt), now)}`,
  }));
  const number = `#${shown?.run.number}`;
  const name = gone ? 'a run that is gone' : chosen === null ? `last run, ${number}` : `run ${number}`;
  const options = [{ run: null, label: 'The newest, whichever it is' }, ...each];
  return (
    <Menu
      align="end"
      className="max-h-80 overflow-y-auto"
      trigger={
        <button
          type="button"
          aria-label={`Values of ${name}. Choose another`}
          className="flex h-6 shrink-0 items-center gap-1 rounded-sm px-1.5 text-muted text-xs tabular-nums hover:bg-hover hover:text-ink pointer-coarse:h-9"
        >
          {name}
          <ChevronDown className="size-3" aria-hidden="true" />
        </button>
      }
    >
      {options.map(({ run, label }) => (
        <MenuItem
          key={run ?? newest}
          icon={run === chosen ? <Check className="text-accent" /> : <span className="block size-4" />}
          onClick={() => store.setState({ run })}
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
