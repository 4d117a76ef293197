import { meantIn } from '../../../expression/closest-name.ts';
import { withWord } from '../../../expression/with-word.ts';
import { valueAt, withKey } from './edit.ts';
import { type Mend, quotedIn, remove, set } from './mend.ts';

const rename: Mend = (spec, { path, fix }) => {
  const meant = meantIn(fix);
  return meant === null || typeof valueAt(spec, path) !== 'string' ? null : set(spec, path, meant, `Write ${meant}`);
};

/** The name inside a template or an expression: that which was meant, or the way it has to be written. */
const renameWithin: Mend = (spec, found) => {
  const { path, message, fix } = found;
  const text = valueAt(spec, path);
  const wrong = quotedIn(message)[0];
  if (typeof text !== 'string' || !wrong) return null;
  const [by, instead] = respelled(message, fix, wrong);
  if (instead === null) return declareInput(spec, found);
  const mended = withWord(text, message.startsWith('Nothing is called') ? 'root' : by.at, by.word, instead);
  return mended === text ? null : set(spec, path, mended, `Write ${instead}`);
};

type Word = { at: 'root' | 'field'; word: string };

/** What to look for, and what to write for it; null where only the author knows. */
function respelled(message: string, fix: string, wrong: string): [Word, string | null] {
  // A hyphen after a dot is a minus, so the name that was meant is longer than the one that was read.
  const hyphenated = /is written steps\["([^"]+)"\]/.exec(fix)?.[1];
  if (hyphenated !== undefined) return [{ at: 'root', word: `steps.${hyphenated}` }, `steps["${hyphenated}"]`];
  const whole = message.startsWith('Nothing is called') ? / Write (steps\S+\.output)\.$/.exec(fix)?.[1] : undefined;
  return [{ at: 'field', word: wrong }, whole ?? meantIn(fix)];
}

const declareInput: Mend = (spec, { message, fix }) => {
  const name = /^There is no input "([A-Za-z_][A-Za-z0-9_-]*)"\.$/.exec(message)?.[1];
  return name === undefined || meantIn(fix) !== null
    ? null
    : set(spec, ['inputs', name], { type: 'string' }, `Add the input ${name}`);
};

/** Names that nothing has: of keys, kinds, steps, inputs and of what the workspace holds. */
export const nameFixes: Record<string, Mend> = {
  'syntax.unknownKey': (spec, found) => {
    const meant = meantIn(found.fix);
    const { path } = found;
    if (valueAt(spec, path) === undefined) return null;
    if (meant === null) return remove(spec, found);
    const taken = valueAt(spec, [...path.slice(0, -1), meant]) !== undefined;
    return taken ? null : { label: `Write ${meant}`, spec: withKey(spec, path, meant) as typeof spec };
  },
  'syntax.shape': rename,
  'logic.parameters': rename,
  'logic.unknownKind': rename,
  'logic.unknownHandler': rename,
  'logic.unknownChannel': rename,
  'logic.unknownWorkflow': rename,
  'logic.unknownName': renameWithin,
  'security.unknownSecret': renameWithin,
  'gate.unknownPolicy': rename,
  'gate.unknownReviewer': rename,
};
