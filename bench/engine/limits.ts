/** What a row must come to beside the peers: medians of the same call, by peer. Undefined where one was not measured. */
type Peers = Partial<Record<'DBOS' | 'Restate' | 'floor', number>>;
type Limits = { must?: number; aim?: number };

/** The chain: faster than both peers, and at most 1.5 × (aim 1.1 ×) what the statements alone cost. */
function chain({ DBOS, Restate, floor }: Peers): Limits {
  const all = [DBOS, Restate, floor && floor * 1.5].filter((limit) => limit !== undefined);
  return { ...(all.length > 0 && { must: Math.min(...all) }), ...(floor && { aim: floor * 1.1 }) };
}

/** Many runs together: six times DBOS and three times Restate. */
function many({ DBOS, Restate }: Peers): Limits {
  const all = [DBOS && DBOS * 6, Restate && Restate * 3].filter((limit) => limit !== undefined);
  return all.length > 0 ? { must: Math.max(...all) } : {};
}

export const besidePeers: Readonly<Record<string, (peers: Peers) => Limits>> = { chain, many };
