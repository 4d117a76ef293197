import type { Json } from '#lib/domain/workflow/json.ts';
import type { Mask } from './mask.ts';
import type { StepResult } from './step-kind.ts';
import type { ArtifactSink, LogSink } from './step-ports.ts';

/** A log whose lines hide what the mask hides. */
export const maskedLogs = (logs: LogSink, mask: Mask): LogSink => ({
  write: ({ stream, text }) => logs.write({ stream, text: mask.text(text) }),
  flush: () => logs.flush(),
});

/** Files whose names and bytes do. */
export const maskedArtifacts = (artifacts: ArtifactSink, mask: Mask): ArtifactSink => ({
  put: ({ name, mediaType, content }) =>
    artifacts.put({
      name: mask.text(name),
      mediaType: mask.text(mediaType),
      content: typeof content === 'string' ? mask.text(content) : mask.bytes(content),
    }),
});

/** What came of an attempt, with nothing in it that the mask hides. Files were masked when they were put. */
export function maskedResult(result: StepResult, mask: Mask): StepResult {
  const artifacts = 'artifacts' in result ? result.artifacts : undefined;
  const said = <T extends object>(value: T) => mask.json(value as unknown as Json) as unknown as T;
  try {
    if ('suspend' in result) return { suspend: { ...said(result.suspend), due: result.suspend.due } };
    if (result.ok) return { ...said({ ...result, artifacts: undefined }), artifacts };
    return { ok: false, error: { ...said(result.error), kind: result.error.kind }, artifacts };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, error: { kind: 'output', message: 'Its result nests too deep.' }, artifacts };
  }
}
