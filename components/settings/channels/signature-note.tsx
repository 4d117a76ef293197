import type { ChannelView } from '#lib/contracts/channel.ts';
import { ShownOnce } from '../shown-once.tsx';

/** The secret that signs a webhook, and how the other side checks with it. */
export function SignatureNote({ signature }: { signature: NonNullable<ChannelView['signature']> }) {
  return (
    <div className="flex flex-col gap-4">
      <ShownOnce
        text={signature.secret}
        label="Signing secret"
        note="Copy it now: it is sealed, and not shown again. A new one can be made at any time."
      />
      <div>
        <h3 className="mb-1 font-medium">
          How to check <code className="fact">{signature.header}</code>
        </h3>
        <p className="text-muted text-sm">{signature.how}</p>
      </div>
    </div>
  );
}
