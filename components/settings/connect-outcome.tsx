import { Notice } from '#components/ui/notice.tsx';
import { isProviderRefusal, providerRefusals } from '#lib/domain/access/provider.ts';

/** How connecting an account elsewhere went, after coming back from it. `refused`: why not; null when it is done. */
export function ConnectOutcome({ refused }: { refused: string | null }) {
  if (refused === null) return <Notice>The account is connected. It lets you in from now on.</Notice>;
  const { title, fix } = providerRefusals[isProviderRefusal(refused) ? refused : 'not_connected'];
  return (
    <Notice tone="warning" title={title}>
      {fix}
    </Notice>
  );
}
