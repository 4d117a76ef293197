'use client';
import { RotateCw } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Logo } from './logo.tsx';

/** A page that failed to draw: says what is known, and the two ways on. The digest finds the entry in the server's log. */
export function Fault({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const digest =
    typeof error === 'object' && error !== null && 'digest' in error && typeof error.digest === 'string'
      ? error.digest
      : undefined;
  return (
    <EmptyState
      level={1}
      picture={<Logo className="size-10 grayscale" />}
      title="This page could not be drawn"
      action={
        <>
          <Button variant="primary" icon={<RotateCw />} onClick={onRetry}>
            Draw it again
          </Button>
          <ButtonLink href="/">Home</ButtonLink>
        </>
      }
    >
      Nothing you did was lost on the server.
      {digest ? (
        <>
          {' '}
          If it happens again, the server’s log has the reason under <code className="fact">{digest}</code>.
        </>
      ) : null}
    </EmptyState>
  );
}
