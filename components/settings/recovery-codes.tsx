'use client';
import { Download } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useViewer } from '#lib/client/viewer.tsx';

function download(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

/** New recovery codes, never shown again: to copy, or to keep as a file. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }) {
  const { user } = useViewer();
  const text = codes.join('\n');
  return (
    <div className="flex flex-col gap-3">
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-md border border-seal-line bg-seal-soft px-3 py-2.5 sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>
            <code className="select-all text-sm">{code}</code>
          </li>
        ))}
      </ul>
      <div className="flex gap-2">
        <CopyButton text={text} word="Copy" />
        <Button
          size="sm"
          icon={<Download />}
          onClick={() =>
            download(
              'countersign-recovery-codes.txt',
              `Recovery codes of ${user.email} at ${location.host}\n\n${text}\n`,
            )
          }
        >
          Download
        </Button>
      </div>
      <Notice tone="warning">
        They are shown only now. Each signs you in once, in place of a code, when the device is lost: keep them away
        from it.
      </Notice>
    </div>
  );
}
