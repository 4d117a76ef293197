'use client';
import { ReactFlowProvider } from '@xyflow/react';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { FarProvider } from '#components/canvas/far.tsx';
import { Breadcrumb, TopActions } from '#components/frame/slots.tsx';
import { later } from '#components/ui/later.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Splitter } from '#components/ui/splitter.tsx';
import type { StepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { WorkflowMenu } from '../workflow/workflow-menu.tsx';
import { Drawing } from './drawing/drawing.tsx';
import { GlideContext } from './drawing/glide-context.ts';
import { useClipboard } from './drawing/use-clipboard.ts';
import { useDrawingActions } from './drawing/use-drawing-actions.ts';
import { useGlide } from './drawing/use-glide.ts';
import { useShortcuts } from './drawing/use-shortcuts.ts';
import { nameOf } from './model/draft.ts';
import { Palette } from './palette/palette.tsx';
import { PanelSheet, usePanel } from './panel/side-panel.tsx';
import { EditorProvider, useEdit, useEditor, useEditorTools } from './store/editor-context.tsx';
import { BrokenTextBar } from './top/broken-text-bar.tsx';
import { EditorActions, type EditorDialog, EditorMenu } from './top/editor-actions.tsx';
import { OverlayToggles } from './top/overlay-toggles.tsx';
import { SaveLine } from './top/save-line.tsx';
import { StaleDialog } from './top/stale-dialog.tsx';
import { Toolbar } from './top/toolbar.tsx';
import { useEditorCommands } from './use-editor-commands.tsx';
import { useNarrow } from './use-narrow.ts';
import { useOpenEditor } from './use-open-editor.ts';

const KeysDialog = lazy(() => import('./top/keys-dialog.tsx'));
const PlanOverlay = lazy(() => import('./top/plan-overlay.tsx'));
const RunOverlay = lazy(() => import('./top/run-overlay.tsx'));
const PublishDialog = later(async () => (await import('./top/publish-dialog.tsx')).PublishDialog);
const RunDialog = later(async () => (await import('../workflow/run-dialog.tsx')).RunDialog);
const Sheet = later(async () => (await import('#components/ui/sheet.tsx')).Sheet);
const YamlView = lazy(() => import('./yaml/yaml-view.tsx'));

/** The editor of one workflow: drawing and text of the same draft, saved by itself. */
export function Editor({ workflow, kinds }: { workflow: WorkflowView; kinds: StepKinds }) {
  const tools = useOpenEditor(workflow, kinds);
  const { between, glide } = useGlide();
  const movement = useMemo(() => ({ between, glide }), [between, glide]);
  if (!tools) return <SkeletonRows rows={6} label="Opening the editor" className="p-6" />;
  return (
    <EditorProvider value={tools}>
      <ReactFlowProvider>
        <GlideContext value={movement}>
          <FarProvider>
            <Workbench server={workflow} />
          </FarProvider>
        </GlideContext>
      </ReactFlowProvider>
    </EditorProvider>
  );
}

function Workbench({ server }: { server: WorkflowView }) {
  const { kinds, autosave, workflow, store } = useEditorTools();
  const edit = useEdit();
  const router = useRouter();
  const narrow = useNarrow();
  const view = useEditor((state) => state.view);
  const name = useEditor((state) => nameOf(state.draft));
  const version = useEditor((state) => state.version);
  const ahead = useEditor((state) => state.draftAhead);
  const readOnly = useEditor((state) => state.readOnly);
  const draftInputs = useEditor((state) => state.draft.settings.inputs);
  const [dialog, setDialog] = useState<EditorDialog>(null);
  const [adding, setAdding] = useState(false);
  const overlay = useEditor((state) => state.overlay);
  const search = useRef<HTMLInputElement>(null);
  const focusPalette = useCallback(() => {
    if (matchMedia('(max-width: 767px)').matches) setAdding(true);
    else search.current?.focus();
  }, []);
  const actions = useDrawingActions();
  useShortcuts(actions, focusPalette, setDialog);
  useClipboard(actions);
  useEditorCommands(actions, setDialog);
  const panel = usePanel(actions);
  const drawing = view === 'drawing';
  return (
    <div className="flex h-full flex-col">
      <h1 className="spoken">{name}</h1>
      <Breadcrumb items={[{ label: 'Workflows', href: '/workflows' }, { label: name }]} after={<SaveLine />} />
      {narrow ? null : (
        <TopActions>
          <EditorActions open={setDialog} />
        </TopActions>
      )}
      <StaleDialog />
      <BrokenTextBar />
      <Toolbar onAdd={focusPalette}>
        {drawing ? <OverlayToggles /> : null}
        {narrow ? <EditorMenu open={setDialog} /> : null}
        <WorkflowMenu
          row={server}
          rename={(next) => edit({ type: 'settings.set', key: 'name', value: next })}
          leave={() => router.push('/workflows')}
        />
      </Toolbar>
      <div className="flex min-h-0 flex-1">
        {drawing && !readOnly ? (
          <Palette
            kinds={kinds}
            onAdd={(kind) => actions.add(kind)}
            searchRef={search}
            className="w-46 shrink-0 border-r bg-surface max-md:hidden"
          />
        ) : null}
        <div className="min-w-0 flex-1">
          <Splitter
            id="editor"
            label="Width of the panel"
            size={428}
            min={320}
            max={760}
            className="max-md:h-full"
            panel={narrow ? null : panel?.body}
          >
            {drawing ? (
              <div className="flex size-full flex-col">
                <Suspense fallback={null}>
                  {overlay === 'plan' ? <PlanOverlay /> : overlay === 'run' ? <RunOverlay /> : null}
                </Suspense>
                <div className="min-h-0 flex-1">
                  <Drawing actions={actions} />
                </div>
              </div>
            ) : (
              <Suspense fallback={<SkeletonRows rows={8} className="p-6" />}>
                <YamlView />
              </Suspense>
            )}
          </Splitter>
        </div>
      </div>
      {narrow ? <PanelSheet panel={panel} /> : null}
      {narrow ? (
        <Sheet side="bottom" title="Add a step" open={adding} onOpenChange={setAdding}>
          <Palette
            roomy
            kinds={kinds}
            className="-m-4"
            onAdd={(kind) => {
              setAdding(false);
              actions.add(kind);
            }}
          />
        </Sheet>
      ) : null}
      {dialog === 'publish' ? (
        <PublishDialog actions={actions} onClose={() => setDialog(null)} openRun={() => setDialog('run')} />
      ) : null}
      {dialog === 'run' ? (
        <RunDialog
          workflow={workflow}
          name={name}
          version={version}
          draftAhead={ahead}
          versionInputs={version === server.version ? server.inputs : draftInputs}
          draftInputs={readOnly ? undefined : (draftInputs ?? {})}
          beforeDraft={() => autosave.saved()}
          onDraftRun={(run) => {
            setDialog(null);
            store.setState({ run, overlay: 'run', view: 'drawing' });
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'keys' ? (
        <Suspense fallback={null}>
          <KeysDialog onClose={() => setDialog(null)} />
        </Suspense>
      ) : null}
    </div>
  );
}
