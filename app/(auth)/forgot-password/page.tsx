import type { Metadata } from 'next';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { ForgotPasswordForm } from '#components/auth/forgot-password-form.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { sendsMail } from '#lib/server/mail/send-mail.ts';

export const metadata: Metadata = { title: 'Forgot your password' };
// Whether mail is sent is the configuration of the process that answers, not of the one that built the pages.
export const dynamic = 'force-dynamic';

export default function ForgotPassword() {
  if (sendsMail())
    return (
      <AuthCard title="Forgot your password?" intro="You get a link that sets a new one.">
        <ForgotPasswordForm />
      </AuthCard>
    );
  return (
    <AuthCard title="Forgot your password?" intro="This server sends no mail, so somebody has to hand you a link.">
      <Notice title="Ask an owner of your workspace" className="mb-4">
        They make a link for you under Settings, Members. If you are the only owner, whoever runs the server makes one:
        <code className="mt-1 block">npm run password-link -- your@address</code>
      </Notice>
      <ButtonLink href="/sign-in">To the sign-in</ButtonLink>
    </AuthCard>
  );
}
