import type { Artifact } from '#lib/domain/run/artifact.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { SealedName } from '#lib/domain/secret/reference.ts';
import type { AttemptRef } from './ports.ts';

/** What steps reach of the outside world while they are executed: the rest of it is in ports.ts. */

export interface LogSink {
  write(line: { stream: 'stdout' | 'stderr' | 'system'; text: string }): void;
  /** Resolves when everything written is stored. */
  flush(): Promise<void>;
}

export interface LogStore {
  /** Lines of one attempt, stored in chunks at most 100 ms after they were written. */
  open(attempt: { workspaceId: string; runId: string; stepId: string; attempt: number }): LogSink;
}

export interface ArtifactSink {
  /** Stores the bytes by content; the artifact's row rides with the event that names it. */
  put(file: { name: string; mediaType: string; content: Uint8Array | string }): Promise<Artifact>;
}

export interface ArtifactStore {
  open(attempt: { workspaceId: string; runId: string; stepId: string; attempt: number }): ArtifactSink;
}

/** The sealed values that a step's parameters refer to. */
export interface SealedValues {
  /** By name; what is missing there does not exist (any more). Notes that the workspace's secrets were used. */
  open(request: { workspaceId: string; runId: string; names: readonly SealedName[] }): Promise<Map<SealedName, string>>;
}

/** What a step tells people through a channel of its workspace. */
export type ChannelMessage = AttemptRef & {
  workspaceId: string;
  runId: string;
  channel: string;
  /** Addresses that a mail goes to instead of the channel's own; whom the others name in the text. */
  to: readonly string[];
  subject: string;
  body: string;
  priority: 'low' | 'normal' | 'high';
  /** The same for every try of the same message. */
  idempotencyKey: string;
  signal: AbortSignal;
};

/** Ways out to people that the workspace has. Never throws for what the other side does. */
export interface Channels {
  /** `said`: what the other side answered. */
  send(message: ChannelMessage): Promise<{ ok: true; said: string } | { ok: false; error: StepError }>;
}

/** What an outgoing request carries; `body` is sent as it is. */
export type EgressRequest = {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Names of headers that carry credentials beyond the well-known ones: dropped when a redirect leaves the host. */
  credentialHeaders?: readonly string[];
  /** The body holds a sealed value: a redirect to another host that would send it there is refused. */
  sealedBody?: boolean;
  /** How many redirects are followed; 0 answers with the redirect itself. */
  redirects: number;
  timeoutMs: number;
  /** Of the answer's body, after decoding; more is refused. */
  maxBytes: number;
  signal: AbortSignal;
  /** Told of each request sent and each answer begun, redirects included; for the step's log. */
  onHop?: (hop: EgressHop) => void;
};
/** URLs are without the values of their query. `bytes` is null for a redirect, whose body is not read. */
export type EgressHop =
  | { type: 'sent'; method: string; url: string }
  | { type: 'answered'; status: number; ms: number; bytes: number | null };
export type EgressAnswer = {
  status: number;
  /** Names in lower case; several of one name are joined by a comma and a space. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** Where the answer came from, after redirects. */
  url: string;
};
/** Why nothing came back: `refused` by the rules (nothing was sent there), or what went wrong on the way. */
export type EgressFault = {
  code: 'refused' | 'address' | 'dns' | 'connect' | 'tls' | 'timeout' | 'aborted' | 'size' | 'redirects' | 'protocol';
  message: string;
  fix?: string;
};

/** The one door for requests that leave this machine. Never throws for what the other side does. */
export interface Egress {
  send(
    policy: { workspaceId: string },
    request: EgressRequest,
  ): Promise<{ ok: true; answer: EgressAnswer } | { ok: false; fault: EgressFault }>;
}
