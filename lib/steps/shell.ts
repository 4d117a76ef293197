import { stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { asText, defineKind, type ExecuteContext, type StepResult } from './kind.ts';
import { BoundedText } from './shell/bounded-text.ts';
import { type CommandEnd, commandRunner } from './shell/command-runner.ts';
import { limitError, memoryFix } from './shell/limits.ts';
import { LineWriter } from './shell/line-writer.ts';

/** Kept of each output stream in the result, and written to the log, in characters. */
const keptInResult = 1024 * 1024;
const keptInLog = 50 * 1024 * 1024;
const graceMs = 2000;

const noNul = (text: string) => !text.includes('\0');
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a variable name such as REPO');

const shellParams = z
  .strictObject({
    run: z.string().min(1).refine(noNul, 'must not hold NUL').optional().meta({
      description: 'Bash, taken as written: values come in through env, so that none can become part of the command.',
    }),
    args: z.array(z.json()).min(1).max(10_000).optional().meta({
      description: 'A program and its arguments, started without a shell.',
    }),
    env: z.record(variable, z.json()).optional().meta({ description: 'Variables. What is no text arrives as JSON.' }),
    cwd: z.string().min(1).refine(noNul, 'must not hold NUL').optional().meta({
      description: 'Folder to run in. Default: an empty folder of its own, removed afterwards.',
    }),
  })
  .refine((given) => (given.run === undefined) !== (given.args === undefined), {
    error: 'needs either run or args',
  });
type ShellParams = z.infer<typeof shellParams>;

export const shellKind = defineKind({
  kind: 'shell',
  label: 'Shell',
  group: 'Run',
  description: 'Runs a command on a worker and keeps what it prints.',
  icon: 'terminal',
  where: 'pool',
  hints: {
    run: { widget: 'shell', placeholder: 'git -C "$REPO" log --oneline', help: 'Bash. Use $NAME for values from env.' },
    args: { help: 'A program and its arguments, without a shell.' },
    env: { widget: 'map', help: 'Values for the command, such as REPO: {{ inputs.repository }}.' },
    cwd: { widget: 'text', help: 'Folder to run in.' },
  },
  summary: ['run', 'args'],
  example: {
    id: 'history',
    kind: 'shell',
    with: { run: 'git -C "$REPO" log -20 --format=%s', env: { REPO: '{{ inputs.repository }}' } },
    timeout: '30s',
  },
  params: shellParams,
  literal: ['run'],
  expressions: [],
  secrets: ['env.*'],
  texts: ['cwd'],
  pure: false,
  execute,
});

type Stream = 'stdout' | 'stderr';

async function execute(params: ShellParams, context: ExecuteContext): Promise<StepResult> {
  const cwd = params.cwd === undefined ? context.workDir : folderOf(params.cwd, context.workDir);
  if (!(await isFolder(cwd)))
    return failed({ kind: 'input', message: `The folder ${cwd} does not exist.`, place: 'with.cwd' });
  const [file, ...args] = params.args?.map((arg) => asArgument(arg as Json)) ?? ['bash', '-c', params.run ?? ''];
  const env = environmentOf(params, context);
  const kept = { stdout: new BoundedText(keptInResult), stderr: new BoundedText(keptInResult) };
  const log = new LineWriter(context.logs, keptInLog);
  const keep = (stream: Stream, text: string) => {
    kept[stream].add(text);
    log.add(stream, text);
  };
  // A value may come in two pieces of the output, or over the end of what is kept: it is hidden before either.
  const hidden = { stdout: context.mask.stream(), stderr: context.mask.stream() };
  const end = await commandRunner.run({
    file: file ?? '',
    args,
    env,
    cwd,
    limits: context.limits,
    signal: context.signal,
    graceMs,
    onText: (stream, text) => keep(stream, hidden[stream].push(text)),
  });
  for (const stream of ['stdout', 'stderr'] as const) keep(stream, hidden[stream].end());
  log.end();
  if (end.type !== 'ended') return failed(notRun(end, file ?? ''));
  const stdout = kept.stdout.toString();
  const stderr = kept.stderr.toString();
  const { exitCode, signal } = end;
  if (exitCode === 0) return { ok: true, output: { stdout, stderr, exitCode } };
  const stopped = limitError({ exitCode, signal }, context.limits);
  if (stopped) return failed(stopped);
  const lastLines = kept.stderr.lastLines(5) || kept.stdout.lastLines(5);
  const how = exitCode === null ? `was ended by ${signal}` : `ended with exit code ${exitCode}`;
  const fix = memoryFix(lastLines, context.limits);
  return failed({
    kind: 'exit',
    message: `The command ${how}${lastLines ? `: ${lastLines}` : '.'}`.slice(0, 4000),
    ...(fix === null ? {} : { fix }),
    details: { exitCode, signal, lastLines },
  });
}

const failed = (error: StepError): StepResult => ({ ok: false, error });

/** Nothing of the worker's own environment passes, so that its secrets and database stay its own. */
function environmentOf({ env }: ShellParams, context: ExecuteContext): Record<string, string> {
  const given = Object.entries(env ?? {}).map(([name, value]) => [name, asArgument(value as Json)]);
  return {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: context.workDir,
    TMPDIR: context.workDir,
    LANG: 'C.UTF-8',
    // Where relative folders of an input start; the command itself runs in a folder of its own.
    COUNTERSIGN_WORKSPACE: process.env.COUNTERSIGN_WORKSPACE ?? process.cwd(),
    ...Object.fromEntries(given),
    COUNTERSIGN_RUN_ID: context.runId,
    COUNTERSIGN_STEP: context.stepId,
    COUNTERSIGN_ATTEMPT: String(context.attempt),
    COUNTERSIGN_IDEMPOTENCY_KEY: context.idempotencyKey,
  };
}

/** The system's calls end a text at NUL, so one inside would cut the value short: it is taken out. */
function asArgument(value: Json): string {
  return asText(value).replaceAll('\0', '');
}

function folderOf(cwd: string, workDir: string): string {
  return isAbsolute(cwd) ? cwd : resolve(workDir, cwd);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

function notRun(end: Exclude<CommandEnd, { type: 'ended' }>, file: string): StepError {
  if (end.type === 'lost')
    return { kind: 'lost', message: 'The process that watches over commands vanished, and the command with it.' };
  if (end.code === 'ENOENT')
    return {
      kind: 'input',
      message: `There is no program ${JSON.stringify(file)} on this worker.`,
      place: 'with.args',
    };
  if (end.code === 'E2BIG')
    return {
      kind: 'input',
      message: 'The variables and arguments are too long for this system (about 128 KB each).',
      place: 'with.env',
      fix: 'Pass a smaller part, or the name of a file.',
    };
  return { kind: 'error', message: `The command could not be started: ${end.message}` };
}
