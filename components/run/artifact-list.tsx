'use client';
import { ChevronDown, ChevronRight, Download, FileText, FolderArchive } from 'lucide-react';
import { useMemo, useState } from 'react';
import { ButtonLink } from '#components/ui/button-link.tsx';
import type { ArtifactView } from '#lib/contracts/artifact.ts';
import { ArtifactPreview } from './artifact/artifact-preview.tsx';
import { artifactTree, countOf, type Folder } from './artifact/artifact-tree.ts';
import { sizeText } from './size-text.ts';

/** With more files than this, folders begin folded. */
const mostOpen = 30;

/** Files a run kept, in their folders: to look at, to download, or many of them as one zip. */
export function ArtifactList({ runId, artifacts }: { runId: string; artifacts: readonly ArtifactView[] }) {
  const top = useMemo(() => artifactTree(artifacts), [artifacts]);
  const [shown, setShown] = useState<ArtifactView | null>(null);
  return (
    <div className="flex flex-col items-start gap-2">
      <ul className="w-full overflow-hidden rounded-md border border-line">
        <Level runId={runId} folder={top} depth={0} open={artifacts.length <= mostOpen} onShow={setShown} />
      </ul>
      {artifacts.length > 1 ? (
        <ButtonLink size="sm" variant="ghost" icon={<FolderArchive />} href={zipOf(runId, top)} download>
          Download all {artifacts.length} as a zip
        </ButtonLink>
      ) : null}
      {shown ? <ArtifactPreview runId={runId} file={shown} onClose={() => setShown(null)} /> : null}
    </div>
  );
}

const zipOf = (runId: string, { path }: Folder) =>
  `/api/v1/runs/${encodeURIComponent(runId)}/artifacts.zip${path ? `?prefix=${encodeURIComponent(path)}` : ''}`;
const indent = (depth: number) => ({ paddingLeft: 10 + depth * 16 });

type Shared = { runId: string; depth: number; open: boolean; onShow: (file: ArtifactView) => void };

function Level({ folder, depth, runId, onShow, open }: Shared & { folder: Folder }) {
  return (
    <>
      {folder.folders.map((one) => (
        <FolderRow key={one.path} folder={one} runId={runId} depth={depth} open={open} onShow={onShow} />
      ))}
      {folder.files.map(({ name, file }) => (
        <li key={file.id} className="flex items-center border-line not-last:border-b hover:bg-hover">
          <button
            type="button"
            onClick={() => onShow(file)}
            style={indent(depth)}
            className="flex min-w-0 flex-1 items-center gap-2 py-2 pr-2 text-left text-sm"
          >
            <FileText className="size-4 shrink-0 text-faint" aria-hidden="true" />
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="shrink-0 text-faint text-xs tabular-nums">{sizeText(file.bytes)}</span>
          </button>
          <a
            href={`/api/v1/runs/${encodeURIComponent(runId)}/artifacts/${encodeURIComponent(file.id)}`}
            download
            aria-label={`Download ${name}`}
            className="p-2 text-faint hover:text-ink"
          >
            <Download className="size-3.5" aria-hidden="true" />
          </a>
        </li>
      ))}
    </>
  );
}

function FolderRow({ folder, depth, open: begins, ...shared }: Shared & { folder: Folder }) {
  const [open, setOpen] = useState(begins);
  return (
    <>
      <li className="flex items-center border-line not-last:border-b hover:bg-hover">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          style={indent(depth)}
          className="flex min-w-0 flex-1 items-center gap-2 py-2 pr-2 text-left font-medium text-sm"
        >
          {open ? <ChevronDown className="size-4 shrink-0" /> : <ChevronRight className="size-4 shrink-0" />}
          <span className="min-w-0 flex-1 truncate">{folder.name}</span>
          <span className="shrink-0 font-normal text-faint text-xs tabular-nums">{countOf(folder)}</span>
        </button>
        <a
          href={zipOf(shared.runId, folder)}
          download
          aria-label={`Download ${folder.name} as a zip`}
          className="p-2 text-faint hover:text-ink"
        >
          <FolderArchive className="size-3.5" aria-hidden="true" />
        </a>
      </li>
      {open ? <Level folder={folder} depth={depth + 1} open={begins} {...shared} /> : null}
    </>
  );
}
