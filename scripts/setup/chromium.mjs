import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, step } from './say.mjs';

const places = JSON.parse(readFileSync(inRoot('scripts/setup/chromium-places.json'), 'utf8'));

/** The path of a Chromium: named, installed, Playwright's own, or (as root on Debian's kin) installed now. */
export async function chromium(node) {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Stop(`CHROMIUM_PATH names ${named}, which does not exist.`);
    return named;
  }
  const found = places.find((place) => existsSync(place)) ?? playwrightsOwn(node);
  if (found) return found;
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    await step('Install Chromium (apt-get)', async () => {
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      const update = await run('apt-get', ['update', '-q'], { env });
      const { code, output } = await run('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], { env });
      if (code !== 0) throw new Stop(`${update.output}${output}\n${how}`);
    });
    const installed = places.find((place) => existsSync(place));
    if (installed) return installed;
  }
  throw new Stop(how);
}

const how = [
  'The browser journeys need a Chromium, and there is none on this machine.',
  'Install one (Debian: apt-get install chromium; anywhere: npx playwright install chromium), or name yours with CHROMIUM_PATH.',
].join('\n');

function playwrightsOwn(node) {
  const ask = `process.stdout.write(require('playwright-core').chromium.executablePath())`;
  const { status, stdout } = spawnSync(node, ['-e', ask], { cwd: inRoot('.'), encoding: 'utf8' });
  return status === 0 && stdout !== '' && existsSync(stdout) ? stdout : undefined;
}
