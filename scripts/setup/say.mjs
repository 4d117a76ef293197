/** Progress in plain lines. Colour only on a terminal that shows it. */
const colour = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const paint = (code, text) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);

export const say = (line) => process.stdout.write(`${line}\n`);
export const dim = (text) => paint(2, text);
export const good = (text) => paint(32, text);
export const bad = (text) => paint(31, text);

/** `850 ms`, `12.3 s`, `2 min 5 s` */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** An expected mistake: told in its own words, without a stack. */
export class Stop extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a command's main function; expected mistakes end it with one line. */
export async function main(run) {
  try {
    process.exitCode = (await run()) ?? 0;
  } catch (error) {
    process.stderr.write(error instanceof Stop ? `${error.message}\n` : `${error.stack ?? error}\n`);
    process.exitCode = error.exitCode ?? 1;
  }
}

/** Announces a piece of work, does it, and says how long it took. */
export async function step(title, work) {
  const from = performance.now();
  process.stdout.write(process.stdout.isTTY ? `${title} …` : '');
  try {
    const result = await work();
    say(`${process.stdout.isTTY ? '\r\x1b[K' : ''}${good('✓')} ${title} ${dim(duration(performance.now() - from))}`);
    return result;
  } catch (error) {
    say(`${process.stdout.isTTY ? '\r\x1b[K' : ''}${bad('✗')} ${title} ${dim(duration(performance.now() - from))}`);
    throw error;
  }
}
