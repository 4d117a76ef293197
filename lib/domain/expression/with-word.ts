const wordCharacter = /[A-Za-z0-9_-]/;

/**
 * The text of an expression or template with one name in place of another: where the name stands as a whole, outside of
 * texts in quotes and of a template's plain text. `at`: `root` for a name that stands by itself, `field` for one behind
 * a dot or in brackets (`steps.name`, `steps["name"]`).
 */
export function withWord(text: string, at: 'root' | 'field', word: string, instead: string): string {
  const template = /\{\{|\{%/.test(text);
  let made = '';
  let done = 0;
  for (let found = text.indexOf(word); found >= 0; found = text.indexOf(word, done)) {
    const end = found + word.length;
    const whole = !wordCharacter.test(text[found - 1] ?? ' ') && !wordCharacter.test(text[end] ?? ' ');
    const fits = whole && (at === 'field') === isField(text, found, end) && isCode(text, found, end, template);
    made += text.slice(done, found) + (fits ? instead : word);
    done = end;
  }
  return made + text.slice(done);
}

const isField = (text: string, start: number, end: number) => text[start - 1] === '.' || isKey(text, start, end);

const isKey = (text: string, start: number, end: number) =>
  /^\[["']$/.test(text.slice(start - 2, start)) && text[end] === text[start - 1] && text[end + 1] === ']';

/** Whether it is read as a name there: in a template only between its braces. */
function isCode(text: string, start: number, end: number, template: boolean): boolean {
  const before = text.slice(0, start);
  const opened = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (template && opened <= Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}'))) return false;
  if (isKey(text, start, end)) return true;
  let quote = '';
  for (const character of before.slice(template ? opened : 0)) {
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return quote === '';
}
