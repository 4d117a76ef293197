import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRunEvent, type RunEvent, type RunEventType } from '#lib/domain/run/event.ts';
import { fold } from '#lib/domain/run/evolve.ts';
import { digestOf, meaningOf } from './histories/meaning.ts';

/** `ending`: a few words of the meaning, which say more than a digest when something is wrong. */
type History = { about: string; digest: string; ending: { status: string; reason: string | null }; events: RunEvent[] };

const folder = new URL('./histories/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const read = (file: string): History => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

describe('a stored history', () => {
  for (const file of files)
    it(`${file} comes to what it came to when it was recorded`, () => {
      const { digest, ending, events } = read(file);
      const state = fold(events.map((event) => parseRunEvent(event)))!;
      expect({ status: state.status, reason: state.reason }).toEqual(ending);
      expect(digestOf(state), JSON.stringify(meaningOf(state), null, 1)).toBe(digest);
    });

  it('is kept for nearly every kind of event', () => {
    const seen = new Set<RunEventType>(files.flatMap((file) => read(file).events.map(({ type }) => type)));
    expect(seen.size).toBeGreaterThanOrEqual(25);
  });
});
