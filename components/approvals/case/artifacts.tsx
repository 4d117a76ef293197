'use client';
import { useQuery } from '@tanstack/react-query';
import { Download, FileText } from 'lucide-react';
import { useState } from 'react';
import { sizeText } from '#components/run/size-text.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { api } from '#lib/client/api.ts';
import type { ArtifactView } from '#lib/contracts/artifact.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { tableOfCsv } from '../value/csv.ts';
import { Document } from '../value/document.tsx';
import { PayloadValue } from '../value/payload-value.tsx';
import { ValueTable } from '../value/value-table.tsx';

/** Larger ones, in bytes, are there to be saved, not shown. */
const mostText = 500_000;
const mostPicture = 8_000_000;
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

type Look = 'picture' | 'csv' | 'json' | 'markdown' | 'text' | null;

/** How a file can be shown in place; null: it can only be saved. */
function lookOf({ mediaType, name, bytes }: ArtifactView): Look {
  const type = mediaType.split(';')[0]!.trim().toLowerCase();
  if (pictures.has(type)) return bytes <= mostPicture ? 'picture' : null;
  if (bytes > mostText) return null;
  if (type === 'text/csv' || /\.(csv|tsv)$/i.test(name)) return 'csv';
  if (type === 'application/json' || /\.json$/i.test(name)) return 'json';
  if (type === 'text/markdown' || /\.(md|markdown)$/i.test(name)) return 'markdown';
  return type.startsWith('text/') || /\.(txt|log|ya?ml|diff|patch|toml|ini)$/i.test(name) ? 'text' : null;
}

/** Files that are signed too: each can be looked at in place where its kind allows it, and saved. */
export function Artifacts({
  runId,
  artifacts,
  changed,
}: {
  runId: string;
  artifacts: readonly ArtifactView[];
  changed: ReadonlySet<string>;
}) {
  return (
    <ul className="flex flex-col gap-1.5">
      {artifacts.map((artifact) => (
        <li key={artifact.id}>
          <Artifact runId={runId} artifact={artifact} changed={changed.has(artifact.name)} />
        </li>
      ))}
    </ul>
  );
}

function Artifact({ runId, artifact, changed }: { runId: string; artifact: ArtifactView; changed: boolean }) {
  const [open, setOpen] = useState(false);
  const look = lookOf(artifact);
  const address = `/runs/${encodeURIComponent(runId)}/artifacts/${encodeURIComponent(artifact.id)}`;
  const name = (
    <>
      <FileText className="size-4 shrink-0 text-faint" aria-hidden="true" />
      <span className="min-w-0 truncate">{artifact.name}</span>
      {changed ? <Badge tone="seal">changed</Badge> : null}
      <span className="ml-auto shrink-0 text-faint text-xs tabular-nums">{sizeText(artifact.bytes)}</span>
    </>
  );
  return (
    <div className="overflow-hidden rounded-md border border-line bg-surface">
      <div className="flex items-center">
        {look ? (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="flex min-w-0 flex-1 items-center gap-2 px-3 py-2 text-left text-sm hover:bg-hover"
          >
            {name}
          </button>
        ) : (
          <span className="flex min-w-0 flex-1 items-center gap-2 px-3 py-2 text-sm">{name}</span>
        )}
        <a
          href={`/api/v1${address}`}
          download
          aria-label={`Save ${artifact.name}`}
          className="m-1 flex size-7 items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink"
        >
          <Download className="size-4" aria-hidden="true" />
        </a>
      </div>
      {open && look ? (
        <div className="border-line border-t p-3">
          {look === 'picture' ? (
            // biome-ignore lint/performance/noImgElement: a file of a run, shown exactly as it is
            <img src={`/api/v1${address}`} alt={artifact.name} className="max-h-[60vh] max-w-full rounded-sm" />
          ) : (
            <Text address={address} hash={artifact.hash} look={look} name={artifact.name} />
          )}
        </div>
      ) : null}
    </div>
  );
}

function Text({
  address,
  hash,
  look,
  name,
}: {
  address: string;
  hash: string;
  look: Exclude<Look, null | 'picture'>;
  name: string;
}) {
  const file = useQuery({
    queryKey: ['artifact', address, hash],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.get<unknown>(address, { signal }),
  });
  if (file.error)
    return (
      <Notice tone="danger" title="The file could not be read">
        {file.error.message}
      </Notice>
    );
  if (file.data === undefined) return <SkeletonRows rows={4} label="Reading the file" />;
  if (look === 'json' && typeof file.data !== 'string') return <PayloadValue value={file.data as Json} name={name} />;
  const text = typeof file.data === 'string' ? file.data : JSON.stringify(file.data, null, 2);
  const table = look === 'csv' ? tableOfCsv(text) : null;
  if (table) return <ValueTable name={name} {...table} />;
  return <Document name={name} text={text} markdown={look === 'markdown'} />;
}
