#!/usr/bin/env node
// Starts the command line. It is TypeScript, which the machine's own Node may not read: then the pinned one does.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const main = join(import.meta.dirname, 'main.ts');

if (process.features.typescript) await import(pathToFileURL(main).href);
else {
  const pinned = join(import.meta.dirname, '../../../node_modules/.bin/node');
  if (!existsSync(pinned)) {
    process.stderr.write('countersign: run `npm install` first (it brings the Node.js this needs)\n');
    process.exit(2);
  }
  const child = spawn(pinned, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
