// npm test: everything that CI checks, from a fresh clone, in the Node the machine has (20 or later). Quiet where things
// go well, complete where they do not. Last line: `N passed, N failed`; exit code 1 when anything failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from './setup/build.mjs';
import { chromium } from './setup/chromium.mjs';
import { generate } from './setup/generate.mjs';
import { install } from './setup/install.mjs';
import { inRoot } from './setup/paths.mjs';
import { run } from './setup/run.mjs';
import { bad, dim, duration, good, main, say } from './setup/say.mjs';

const total = { passed: 0, failed: 0 };
const reports = inRoot('.test');

/** One stage, one line. What it throws, or the output it gives for a failure, is shown in full. */
async function stage(name, work) {
  const from = performance.now();
  let counts;
  try {
    counts = await work();
  } catch (error) {
    counts = { passed: 0, failed: 1, output: error.message };
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  if (counts.failed > 0 && counts.output) say(counts.output.trimEnd());
  const mark = counts.failed > 0 ? bad('✗') : good('✓');
  const words = counts.words ? `: ${counts.words}` : '';
  say(`${mark} ${name}${words} ${dim(duration(performance.now() - from))}`);
}

/** A command that passes or fails as one. */
async function command(node, script, args, env) {
  const { code, output } = await run(node, [inRoot('node_modules', script), ...args], { env });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output };
}

/** A test runner with a JSON report; `read` takes passed, failed and skipped out of it. */
async function suite(node, script, args, { report, env, read, none }) {
  const file = inRoot('.test', report);
  rmSync(file, { force: true });
  const { code, output } = await run(node, [inRoot('node_modules', script), ...args], {
    env: { ...env, NO_COLOR: '1' },
  });
  if (!existsSync(file)) return { passed: 0, failed: 1, output };
  const { passed, failed, skipped, again = 0 } = read(JSON.parse(readFileSync(file, 'utf8')));
  // Nothing found, or an error outside any test (set-up, an unhandled rejection): never a silent success.
  const outside = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  const words = `${passed} passed, ${failed + outside} failed${skipped > 0 ? `, ${skipped} skipped` : ''}${again > 0 ? `, ${again} at the second try` : ''}`;
  return {
    passed,
    failed: failed + outside,
    output: passed === 0 && failed === 0 ? `${output}\n${none}` : output,
    words,
  };
}

const ofVitest = (report) => ({
  passed: report.numPassedTests,
  // A file that cannot be loaded has no tests and counts as one.
  failed:
    report.numFailedTests +
    report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
  skipped: report.numPendingTests + report.numTodoTests,
});

/** A journey that was skipped counts as failed: CI shows the product, or says that it did not. */
const ofPlaywright = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + stats.skipped,
  skipped: 0,
  again: stats.flaky,
});

await main(async () => {
  const from = performance.now();
  const node = await install();
  await generate(node);
  mkdirSync(reports, { recursive: true });

  await stage('types', async () => {
    const routes = await command(node, 'next/dist/bin/next', ['typegen']);
    return routes.failed > 0 ? routes : command(node, 'typescript/bin/tsc', ['--noEmit', '-p', '.']);
  });
  await stage('lint', () => command(node, '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']));
  await stage('layers', () =>
    command(node, '@biomejs/biome/bin/biome', ['lint', '--only=style/noRestrictedImports', '.']),
  );
  await stage('unit and integration', () =>
    suite(
      node,
      'vitest/vitest.mjs',
      ['run', '--reporter=default', '--reporter=json', '--outputFile.json=.test/vitest.json'],
      {
        report: 'vitest.json',
        read: ofVitest,
        none: 'No test was found.',
      },
    ),
  );
  await stage('build', async () => {
    await build(node);
    return { passed: 1, failed: 0 };
  });
  await stage('faults', () =>
    suite(node, '../scripts/chaos/run.ts', ['--json', inRoot('.test/faults.json')], {
      report: 'faults.json',
      read: ({ passed, failed }) => ({ passed, failed, skipped: 0 }),
      none: 'Nothing was tried.',
    }),
  );
  await stage('browser journeys', async () =>
    suite(node, '@playwright/test/cli.js', ['test', '--reporter=list,json'], {
      report: 'journeys.json',
      env: { CHROMIUM_PATH: await chromium(node), PLAYWRIGHT_JSON_OUTPUT_FILE: inRoot('.test/journeys.json') },
      read: ofPlaywright,
      none: 'No journey was found.',
    }),
  );
  say(dim(duration(performance.now() - from)));
  say(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
});
