'use client';
import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { api } from '#lib/client/api.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { shownInput } from '#lib/contracts/secret.ts';

/** A sensitive input of a run: covered, and shown to whoever may see it and says so. Nothing else on the page keeps it. */
export function SensitiveInput({ runId, name }: { runId: string; name: string }) {
  const [value, setValue] = useState<string>();
  const mayShow = useMay('sensitive.read');
  const show = async () => {
    const path = `/runs/${encodeURIComponent(runId)}/inputs/${encodeURIComponent(name)}/show`;
    setValue((await api.post<z.infer<typeof shownInput>>(path)).value);
  };
  if (value !== undefined)
    return (
      <div className="flex items-start gap-1 rounded-md bg-sunken py-1.5 pr-1.5 pl-3">
        <span className="min-w-0 flex-1">
          <span className="fact block text-faint text-xs">{name}</span>
          <code className="block max-h-60 select-all overflow-auto whitespace-pre-wrap break-all text-xs">{value}</code>
        </span>
        <CopyButton text={value} label={`Copy ${name}`} />
        <IconButton size="sm" label={`Cover ${name}`} icon={<EyeOff />} onClick={() => setValue(undefined)} />
      </div>
    );
  return (
    <div className="flex min-h-10 items-center gap-2 rounded-md bg-sunken py-1.5 pr-1.5 pl-3">
      <span className="fact min-w-0 flex-1 truncate text-xs">
        <span aria-hidden="true">••• </span>
        {name}
        <span className="spoken"> is covered</span>
      </span>
      {mayShow ? (
        <ConfirmDialog
          trigger={<Button size="sm">Show</Button>}
          title={`Show “${name}”?`}
          consequence="The workflow marks it sensitive. That you looked at it stands in the record."
          action="Show it"
          cancel="Leave it covered"
          danger={false}
          onConfirm={show}
        />
      ) : (
        <span className="pr-1.5 text-faint text-xs">sensitive</span>
      )}
    </div>
  );
}
