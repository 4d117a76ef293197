'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { changesOf } from './changes.ts';

/**
 * What this person has looked at (its digest is what they sign), and what differs from it now, until they say that they
 * have looked again. A closed case is only read: nothing is left to sign. `ownChange`: the next difference is what they
 * just changed themselves.
 */
export function useSeen(approval: ApprovalView) {
  const [seen, setSeen] = useState(approval);
  const own = useRef(false);
  useEffect(() => {
    if (!approval.closed && !own.current) return;
    own.current = false;
    setSeen(approval);
  }, [approval]);
  const ownChange = useCallback(() => {
    own.current = true;
  }, []);
  const changes = useMemo(() => changesOf(seen, approval), [seen, approval]);
  return { digest: seen.digest, changes, lookAgain: () => setSeen(approval), ownChange };
}
