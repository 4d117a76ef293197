'use client';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import type { ArtifactView } from '#lib/contracts/artifact.ts';
import { sizeText } from '../size-text.ts';
import { csvRows } from './csv-rows.ts';
import { type PreviewKind, previewKind } from './preview-kind.ts';

const mostRows = 500;

/** One file as far as it can be shown, and the way to save it. */
export function ArtifactPreview({ runId, file, onClose }: { runId: string; file: ArtifactView; onClose: () => void }) {
  const address = `/api/v1/runs/${encodeURIComponent(runId)}/artifacts/${encodeURIComponent(file.id)}`;
  const kind = previewKind(file);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={file.name}
      description={`${sizeText(file.bytes)} · ${file.mediaType} · made by ${file.step}`}
      width="xl"
      footer={
        <ButtonLink href={address} download icon={<Download />}>
          Download
        </ButtonLink>
      }
    >
      {kind === null ? (
        <p className="text-muted text-sm">
          This kind of file is not shown here, or it is too large. Download it to look at it.
        </p>
      ) : kind === 'image' ? (
        // biome-ignore lint/performance/noImgElement: bytes of the run, of unknown size, which no optimiser should keep
        <img src={`${address}?inline=1`} alt={file.name} className="max-h-[60vh] max-w-full object-contain" />
      ) : (
        <TextPreview address={address} kind={kind} />
      )}
    </Dialog>
  );
}

function TextPreview({ address, kind }: { address: string; kind: Exclude<PreviewKind, 'image'> }) {
  const { data, error } = useQuery({
    queryKey: ['artifact-text', address],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const response = await fetch(`${address}?inline=1`, { signal, credentials: 'same-origin' });
      if (!response.ok) throw new Error('The bytes of this file are not kept here any more.');
      return response.text();
    },
  });
  if (error)
    return (
      <Notice tone="danger" title="The file could not be read">
        {error.message}
      </Notice>
    );
  if (data === undefined) return <SkeletonRows rows={6} label="Reading the file" />;
  if (kind === 'markdown') return <Prose text={data} />;
  if (kind === 'csv') return <CsvTable text={data} />;
  const value = kind === 'json' ? parsed(data) : undefined;
  if (value !== undefined) return <JsonTree value={value} open={2} copy />;
  return (
    <pre className="max-h-[60vh] overflow-auto whitespace-pre-wrap break-words rounded-md bg-sunken p-3 font-mono text-xs">
      {data || '(empty)'}
    </pre>
  );
}

function CsvTable({ text }: { text: string }) {
  const [head, ...rows] = csvRows(text, mostRows + 1);
  if (!head) return <p className="text-muted text-sm">The file is empty.</p>;
  return (
    <div className="max-h-[60vh] overflow-y-auto">
      <Table label="Rows of the file">
        <thead>
          <tr>
            {head.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their order
              <Th key={index}>{name}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never change their order
            <Tr key={index}>
              {row.map((field, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: likewise
                <Td key={column} className="max-w-80 truncate">
                  {field}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
      {rows.length >= mostRows ? (
        <p className="p-2 text-muted text-xs">The first {mostRows} rows. The download has all of them.</p>
      ) : null}
    </div>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
