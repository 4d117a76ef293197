import { type ReactNode, Suspense } from 'react';
import { InboxPage } from '#components/approvals/inbox-page.tsx';

/** The list and the case are one page at all of its addresses, so that the list stays where it is when a case is chosen. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <Suspense>
        <InboxPage />
      </Suspense>
      {children}
    </>
  );
}
