/** One place that is wrong in what was sent; `path` is a JSON pointer or a dotted path. */
export type ApiIssue = { path: string; message: string; fix?: string };

type Problem = {
  code?: unknown;
  title?: unknown;
  detail?: unknown;
  fix?: unknown;
  status?: unknown;
  errors?: unknown;
  findings?: unknown;
};

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

function issuesOf(value: unknown): ApiIssue[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null) return [];
    const { path, message, fix } = each as Record<string, unknown>;
    const at = Array.isArray(path) ? path.join('.') : text(path);
    const says = text(message);
    return says ? [{ path: at ?? '', message: says, fix: text(fix) }] : [];
  });
}

/** What the API refused, as told by its `application/problem+json` answer. `message` is fit for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly fix?: string;
  readonly issues: readonly ApiIssue[];
  /** The whole answer, for callers that know more of its shape (findings, who closed a gate). */
  readonly body: unknown;

  constructor(status: number, body: unknown, cause?: unknown) {
    const problem: Problem = typeof body === 'object' && body !== null ? body : {};
    const title =
      text(problem.title) ?? (status === 0 ? 'The server cannot be reached' : `The server answered ${status}`);
    const detail = text(problem.detail);
    super(detail ?? title, { cause });
    this.status = status;
    this.code = text(problem.code) ?? (status === 0 ? 'offline' : `http_${status}`);
    this.title = title;
    this.detail = detail;
    this.fix =
      text(problem.fix) ??
      (status === 0 ? 'Check that it runs and that you are connected; nothing was changed here.' : undefined);
    this.issues = [...issuesOf(problem.errors), ...issuesOf(problem.findings)];
    this.body = body;
  }

  /** Whatever was thrown, as an ApiError; one that is already one passes through. */
  static from(error: unknown): ApiError {
    if (error instanceof ApiError) return error;
    const message = error instanceof Error ? error.message : String(error);
    return new ApiError(-1, { code: 'client', title: message }, error);
  }
}
