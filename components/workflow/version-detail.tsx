'use client';
import { useState } from 'react';
import { CodeField } from '#components/ui/code-field.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { DiffView } from '#components/ui/diff-view.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useStepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import { useVersion, useVersionDiff } from '#lib/client/workflows/use-versions.ts';
import { ChangeList } from './change-list.tsx';
import { VersionDrawing } from './version-drawing.tsx';

type Shown = 'changes' | 'drawing' | 'text';

/** One version: what it changed, its drawing, its text. */
export function VersionDetail({
  id,
  number,
  older,
  compared,
  onCompare,
}: {
  id: string;
  number: number;
  older: readonly number[];
  compared: number | null;
  onCompare: (version: number | null) => void;
}) {
  const [shown, setShown] = useState<Shown>(older.length > 0 ? 'changes' : 'drawing');
  const { kinds } = useStepKinds();
  const version = useVersion(id, number);
  const diff = useVersionDiff(id, compared, number);
  const tab = shown === 'changes' && older.length === 0 ? 'drawing' : shown;
  if (version.error) return <Notice tone="danger">{ApiError.from(version.error).message}</Notice>;
  if (!version.data) return <SkeletonRows rows={5} />;
  const { data } = version;
  return (
    <section aria-label={`Version ${number}`} className="min-w-0 overflow-hidden rounded-lg border bg-surface">
      <Tabs
        label={`Version ${number}`}
        value={tab}
        onValueChange={setShown}
        tabs={[
          {
            value: 'changes',
            label: 'Changes',
            disabled: older.length === 0,
            panel: (
              <div className="flex flex-col gap-4 p-4">
                {older.length > 0 ? (
                  <div className="flex items-center gap-2">
                    <span className="text-muted">Version {number} against</span>
                    <Select
                      aria-label="Compared version"
                      className="w-36"
                      value={compared === null ? '' : String(compared)}
                      options={older.map((each) => ({ value: String(each), label: `Version ${each}` }))}
                      onValueChange={(next) => onCompare(Number(next))}
                    />
                  </div>
                ) : null}
                {diff.error ? <Notice tone="danger">{ApiError.from(diff.error).message}</Notice> : null}
                {diff.data ? (
                  <>
                    <ChangeList changes={diff.data.changes} />
                    <DiffView
                      before={diff.data.before}
                      after={diff.data.after}
                      label={`From version ${compared} to ${number}`}
                    />
                  </>
                ) : compared !== null && !diff.error ? (
                  <SkeletonRows rows={5} />
                ) : null}
              </div>
            ),
          },
          {
            value: 'drawing',
            label: 'Drawing',
            panel: (
              <VersionDrawing
                key={number}
                workflow={id}
                spec={data.spec}
                layout={data.layout}
                kinds={kinds}
                label={`Drawing of version ${number}`}
                minimap
              />
            ),
          },
          {
            value: 'text',
            label: 'YAML',
            panel: (
              <div className="flex flex-col gap-2 p-4">
                <div className="flex items-center justify-between gap-2">
                  <span className="fact truncate text-faint text-xs" title={data.specHash}>
                    {data.specHash}
                  </span>
                  <CopyButton text={data.yaml} label="Copy the YAML" />
                </div>
                <CodeField
                  readOnly
                  language="yaml"
                  label={`YAML of version ${number}`}
                  maxLines={34}
                  value={data.yaml}
                />
              </div>
            ),
          },
        ]}
      />
    </section>
  );
}
