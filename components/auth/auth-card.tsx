import type { ReactNode } from 'react';
import { Logo } from '#components/frame/logo.tsx';

/** The one card of the pages before the sign-in. */
export function AuthCard({ title, intro, children }: { title: string; intro?: ReactNode; children?: ReactNode }) {
  return (
    <div className="w-full max-w-96">
      <Logo className="mb-6 size-10" />
      <h1 className="font-semibold text-2xl">{title}</h1>
      {intro ? <p className="mt-1.5 mb-6 text-base text-muted">{intro}</p> : <div className="h-6" />}
      {children}
    </div>
  );
}
