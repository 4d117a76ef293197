'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { type Means, ProofField } from '../decide/proof-field.tsx';

/** A later call was refused for its proof (a code serves for one call only): asks for another one for the rest. */
export function ProveRest({
  by,
  left,
  error,
  onProof,
}: {
  by: Means;
  left: number;
  /** Why the last one was refused, where that says more. */
  error?: string;
  onProof: (proof: string) => void;
}) {
  const [proof, setProof] = useState('');
  return (
    <form
      className="flex flex-col items-start gap-3 rounded-md bg-seal-soft px-3 py-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        onProof(proof);
      }}
    >
      <p className="text-sm">
        <span className="font-medium">
          {left === 1 ? 'One case is left as it was.' : `${left} cases are left as they were.`}
        </span>{' '}
        {by === 'code' ? 'A code serves for a hundred cases: enter the next one for the rest.' : null}
      </p>
      <ProofField by={by} why={null} value={proof} error={error} onChange={setProof} />
      <Button type="submit" size="sm" variant="seal" disabled={!proof}>
        Go on
      </Button>
    </form>
  );
}
