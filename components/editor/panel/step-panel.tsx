'use client';
import { Copy, Trash2, X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { KindIcon } from '#components/canvas/kind-icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import type { DrawingActions } from '../drawing/use-drawing-actions.ts';
import { GateTab } from '../gate/gate-tab.tsx';
import { isObject } from '../model/draft.ts';
import { bySeverity, placeInStep } from '../model/step-findings.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import type { StepTab } from '../store/editor-store.ts';
import { FindingActions } from './finding-actions.tsx';
import { FlowTab } from './flow-tab.tsx';
import { RetryTab } from './retry-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { useFix } from './use-fix.ts';
import { asText } from './use-step.ts';

const DataTab = lazy(() => import('./data-tab.tsx'));
const StepYamlTab = lazy(() => import('../yaml/step-yaml-tab.tsx'));

/** Where a place inside a step is edited, for counts on the tabs. */
function tabOf(place: string): StepTab {
  const key = place.split('.')[0] ?? '';
  if (['needs', 'join', 'when', 'as', 'group'].includes(key)) return 'flow';
  if (key === 'gate') return 'gate';
  if (['retry', 'timeout', 'repeatable', 'pool', 'fallback', 'undo', 'cache'].includes(key)) return 'retry';
  return 'settings';
}

/** Everything about one step. */
export function StepPanel({ id, actions }: { id: string; actions: DrawingActions }) {
  const { kinds, store } = useEditorTools();
  const tab = useEditor((state) => state.tab);
  const step = useEditor((state) => state.draft.steps[id]);
  const findings = useEditor((state) => state.byStep[id]);
  const readOnly = useEditor((state) => state.readOnly);
  if (!step) return null;
  const kind = kinds[step.kind];
  const told = (findings ?? []).filter((finding) => finding.severity !== 'info').toSorted(bySeverity);
  const countOf = (name: StepTab) => {
    const count = told.filter((finding) => tabOf(placeInStep(finding)) === name).length;
    return count > 0 ? count : undefined;
  };
  const gates = step.kind === 'gate' ? 1 : Array.isArray(step.gate) ? step.gate.length : isObject(step.gate) ? 1 : 0;
  const tabs = [
    { value: 'settings', label: 'Settings', count: countOf('settings') },
    { value: 'flow', label: 'Needs & when', count: countOf('flow') },
    { value: 'gate', label: gates > 0 ? `Gate ◈` : 'Gate', count: countOf('gate') },
    { value: 'retry', label: 'If it fails', count: countOf('retry') },
    { value: 'data', label: 'Data' },
    { value: 'yaml', label: 'YAML' },
  ] as const;
  return (
    <section
      data-step-panel
      tabIndex={-1}
      aria-label={`Step ${id}`}
      className="flex h-full min-h-0 flex-col bg-surface outline-none"
    >
      <header className="flex items-center gap-2 px-4 pt-3 pb-2 max-md:hidden">
        <KindIcon name={kind?.icon} className="size-4.5 shrink-0 text-muted" />
        <h2 className="min-w-0 flex-1 truncate font-semibold text-base">{asText(step.name) || id}</h2>
        <PanelButtons actions={actions} disabled={readOnly} />
        <IconButton
          size="sm"
          label="Close"
          shortcut="Esc"
          icon={<X />}
          onClick={() => store.setState({ panel: 'none' })}
        />
      </header>
      <Tabs
        label={`Step ${id}`}
        className="min-h-0 flex-1"
        panelClassName="p-4"
        value={tab}
        onValueChange={(next) => store.setState({ tab: next })}
        tabs={tabs.map((each) => ({
          ...each,
          panel:
            each.value !== tab ? null : (
              <>
                <Findings id={id} tab={tab} />
                <TabBody id={id} tab={tab} />
              </>
            ),
        }))}
      />
    </section>
  );
}

export function PanelButtons({ actions, disabled }: { actions: DrawingActions; disabled: boolean }) {
  return (
    <>
      <IconButton
        size="sm"
        label="Duplicate the step"
        shortcut="Ctrl D"
        icon={<Copy />}
        disabled={disabled}
        onClick={() => actions.duplicate()}
      />
      <IconButton
        size="sm"
        label="Remove the step"
        shortcut="Del"
        icon={<Trash2 />}
        disabled={disabled}
        onClick={() => actions.remove()}
      />
    </>
  );
}

function TabBody({ id, tab }: { id: string; tab: StepTab }) {
  switch (tab) {
    case 'settings':
      return <SettingsTab key={id} id={id} />;
    case 'flow':
      return <FlowTab key={id} id={id} />;
    case 'gate':
      return <GateTab key={id} id={id} />;
    case 'retry':
      return <RetryTab key={id} id={id} />;
    case 'data':
      return (
        <Suspense fallback={<SkeletonRows rows={6} />}>
          <DataTab key={id} id={id} />
        </Suspense>
      );
    case 'yaml':
      return (
        <Suspense fallback={<SkeletonRows rows={6} />}>
          <StepYamlTab key={id} id={id} />
        </Suspense>
      );
  }
}

/**
 * Findings that no field of the tab shows in place (warnings, and errors about the step as a whole), and those that can
 * be mended by one click.
 */
function Findings({ id, tab }: { id: string; tab: StepTab }) {
  const findings = useEditor((state) => state.byStep[id]);
  const fixOf = useFix();
  const shown = (findings ?? [])
    .filter((finding) => tabOf(placeInStep(finding)) === tab)
    .map((finding) => ({ finding, fix: fixOf(finding) }))
    .filter(({ finding, fix }) => fix || finding.severity !== 'error' || ['', 'with'].includes(placeInStep(finding)))
    .toSorted((a, b) => bySeverity(a.finding, b.finding));
  if (shown.length === 0) return null;
  return (
    <div className="mb-4 flex flex-col gap-2">
      {shown.map(({ finding, fix }) => (
        <Notice
          key={`${finding.rule} ${finding.message}`}
          tone={finding.severity === 'error' ? 'danger' : finding.severity}
          title={finding.message}
        >
          <p>{finding.fix}</p>
          <div className="mt-1.5 flex justify-end">
            <FindingActions found={finding} fix={fix} />
          </div>
        </Notice>
      ))}
    </div>
  );
}
