import { Notice } from '#components/ui/notice.tsx';
import { isProviderRefusal, providerRefusals } from '#lib/domain/access/provider.ts';

/** Why a way in ended on this page again; next-auth's own words among them. */
const troubles: Record<string, { title: string; fix: string }> = {
  ...providerRefusals,
  OAuthSignin: {
    title: 'The other account’s server does not answer.',
    fix: 'Try again in a moment, or sign in with your password.',
  },
  OAuthCallback: {
    title: 'The other account’s answer did not hold.',
    fix: 'It was too old, cancelled, or not meant for this browser. Try again.',
  },
};

const unknown = { title: 'The server could not sign you in.', fix: 'Try again; its log says why.' };

/** What to say above the form about how the last attempt went, by the code in the page's address. */
export function SignInTrouble({ error }: { error: string }) {
  if (error === 'SessionRequired')
    return <Notice className="mb-4">Your session has ended. Sign in to go on where you were.</Notice>;
  const { title, fix } = Object.hasOwn(troubles, error) ? (troubles[error] ?? unknown) : unknown;
  return (
    <Notice tone={isProviderRefusal(error) ? 'warning' : 'danger'} title={title} className="mb-4">
      {fix}
    </Notice>
  );
}
