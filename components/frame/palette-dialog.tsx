'use client';
import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { Command as Cmdk } from 'cmdk';
import { CirclePlay, Moon, Search, Sun, Workflow } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { Kbd } from '#components/ui/kbd.tsx';
import { api } from '#lib/client/api.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import type { WorkflowSummary } from '#lib/contracts/workflow.ts';
import { type Command, useCommandRegistry } from './commands.tsx';
import { places } from './places.ts';
import { useTheme } from './use-theme.ts';

/** Everything the palette offers: the page's own commands first, then places, workflows, runs, the theme. */
function useOffers(open: boolean): Command[] {
  const router = useRouter();
  const { sets } = useCommandRegistry();
  const [theme, setTheme] = useTheme();
  const workflows = useQuery({
    queryKey: ['workflows', 'palette'],
    queryFn: ({ signal }) => api.get<ListOf<WorkflowSummary>>('/workflows', { query: { limit: 100 }, signal }),
    enabled: open,
  });
  const runs = useQuery({
    queryKey: ['runs', 'palette'],
    queryFn: ({ signal }) => api.get<ListOf<RunSummary>>('/runs', { query: { limit: 20 }, signal }),
    enabled: open,
  });
  return useMemo(() => {
    const go = (href: string) => () => router.push(href);
    const other = theme === 'dark' ? 'light' : 'dark';
    return [
      ...[...sets.values()].flat(),
      ...places.map((place) => ({
        id: `place ${place.href}`,
        label: place.label,
        group: 'Go to',
        icon: <place.icon />,
        shortcut: `g ${place.key}`,
        run: go(place.href),
      })),
      ...(workflows.data?.items ?? []).map((workflow) => ({
        id: `workflow ${workflow.id}`,
        label: workflow.name,
        group: 'Workflows',
        icon: <Workflow />,
        keywords: [workflow.slug, 'workflow'],
        run: go(`/workflows/${workflow.id}`),
      })),
      ...(runs.data?.items ?? []).map((run) => ({
        id: `run ${run.id}`,
        label: `${run.workflowName} #${run.number}`,
        group: 'Recent runs',
        icon: <CirclePlay />,
        keywords: ['run', run.status],
        run: go(`/runs/${run.id}`),
      })),
      {
        id: 'theme',
        label: `Switch to the ${other} theme`,
        group: 'Look',
        icon: other === 'dark' ? <Moon /> : <Sun />,
        keywords: ['theme', 'dark', 'light'],
        run: () => setTheme(other),
      },
    ];
  }, [sets, workflows.data, runs.data, theme, setTheme, router]);
}

/** Search and commands in one field. */
export function PaletteDialog() {
  const { open, setOpen } = useCommandRegistry();
  const [typed, setTyped] = useState('');
  const offers = useOffers(open);
  const groups = Object.entries(Object.groupBy(offers, (command) => command.group));
  const choose = (command: Command) => {
    setOpen(false);
    setTyped('');
    command.run();
  };
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed top-[max(12px,12vh)] left-1/2 z-50 w-[min(40rem,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-lg bg-raised shadow-float outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
          <Dialog.Title className="spoken">Search and commands</Dialog.Title>
          <Cmdk label="Search and commands" loop>
            <div className="flex items-center gap-2.5 border-b px-4">
              <Search className="size-4 shrink-0 text-faint" aria-hidden="true" />
              <Cmdk.Input
                value={typed}
                onValueChange={setTyped}
                placeholder="Find a workflow, a run, a command…"
                className="h-12 w-full bg-transparent text-lg outline-none placeholder:text-faint"
              />
              <Kbd keys="Esc" className="text-faint max-sm:hidden" />
            </div>
            <Cmdk.List className="max-h-[min(26rem,60dvh)] overflow-y-auto overscroll-contain p-1.5" tabIndex={-1}>
              <Cmdk.Empty className="px-3 py-8 text-center text-muted">Nothing matches “{typed}”.</Cmdk.Empty>
              {groups.map(([group, commands]) => (
                <Cmdk.Group
                  key={group}
                  heading={group}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs"
                >
                  {commands?.map((command) => (
                    <Cmdk.Item
                      key={command.id}
                      value={command.id}
                      keywords={[command.label, ...(command.keywords ?? [])]}
                      onSelect={() => choose(command)}
                      className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0"
                    >
                      <span className="text-faint" aria-hidden="true">
                        {command.icon}
                      </span>
                      <span className="min-w-0 flex-1 truncate">{command.label}</span>
                      {command.shortcut ? <Kbd keys={command.shortcut} className="text-faint" /> : null}
                    </Cmdk.Item>
                  ))}
                </Cmdk.Group>
              ))}
            </Cmdk.List>
          </Cmdk>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
