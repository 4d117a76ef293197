import type { ReactNode } from 'react';
import { SignedGraphPicture } from '#components/frame/signed-graph-picture.tsx';

/** Pages for those who are not signed in: the task at the left, the product's idea at the right. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh">
      <main className="flex flex-1 flex-col items-center justify-center bg-surface px-6 py-12">{children}</main>
      <aside
        aria-label="About Countersign"
        className="hidden flex-1 flex-col items-center justify-center gap-8 border-l bg-canvas px-10 lg:flex"
      >
        <SignedGraphPicture />
        <p className="max-w-96 text-balance text-center text-lg text-muted">
          Machines do the steps. A person countersigns the ones that matter.
        </p>
      </aside>
    </div>
  );
}
