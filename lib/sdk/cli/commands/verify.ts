import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { evidencePack } from '#lib/contracts/evidence.ts';
import { type Verdict, verifyEvidence } from '../../verify/verify-evidence.ts';
import { verifyRecord } from '../../verify/verify-record.ts';
import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { printable } from '../printable.ts';

/** Checks an evidence pack or an exported record; nothing but this program and the file is needed. */
export async function verify(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url: { type: 'string' } } });
  const [file] = positionals;
  if (positionals.length > 1 || (file === undefined) === (values.url === undefined))
    throw new CliError('usage: countersign verify FILE | --url URL', 2);
  const verdict = file === undefined ? await verifyUrl(values.url ?? '') : await verifyFile(file);
  for (const fact of verdict.facts) process.stdout.write(`${printable(fact)}\n`);
  for (const fault of verdict.faults) process.stdout.write(`${printable(`BAD ${fault}`)}\n`);
  process.stdout.write(verdict.ok ? 'ok: everything holds\n' : 'NOT ok\n');
  return verdict.ok ? 0 : 1;
}

/** A server's address (its whole record is fetched) or that of an export or evidence pack. */
async function verifyUrl(url: string): Promise<Verdict> {
  if (!URL.canParse(url)) throw new CliError(`${JSON.stringify(url)} is not an address`, 2);
  const { origin, pathname } = new URL(url);
  const path = pathname.includes('/api/v1/') ? url : '/audit/export';
  return verifyText(await connect(origin).text(path), url);
}

async function verifyFile(file: string): Promise<Verdict> {
  const handle = await open(file).catch((error: Error) => {
    throw new CliError(`${file} cannot be read: ${error.message}`, 2);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0);
    if (!buffer.subarray(0, bytesRead).includes('countersign-record/'))
      return verifyText(await handle.readFile('utf8'), file);
  } finally {
    await handle.close();
  }
  return verifyRecord(createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }));
}

function verifyText(text: string, name: string): Promise<Verdict> | Verdict {
  if (text.slice(0, 200).includes('countersign-record/'))
    return verifyRecord(createInterface({ input: Readable.from([text]) }));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CliError(`${name} is neither an evidence pack nor an exported record`, 2);
  }
  const pack = evidencePack.safeParse(value);
  if (!pack.success) throw new CliError(`${name} is not an evidence pack: ${pack.error.issues[0]?.message}`, 2);
  return verifyEvidence(pack.data);
}
