import { expect, test } from 'vitest';
import { glyphName, kindGlyphs } from '../components/canvas/kind-icon.tsx';
import { stepKindViews } from '../lib/steps/registry.ts';

test('every kind of step names a glyph that pages have', () => {
  for (const { kind, icon } of stepKindViews()) expect(kindGlyphs, kind).toHaveProperty(glyphName(icon));
});
