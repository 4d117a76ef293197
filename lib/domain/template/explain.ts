import { didYouMean } from '../expression/closest-name.ts';
import { NotJson } from '../expression/json-result.ts';
import { filterNames, tagNames } from './engine.ts';

/** What is wrong with a template. `place` is a JSON path when it stands in a value (`with.body.text`), then line and column. */
export type TemplateError = { message: string; place?: string; fix?: string };

type LiquidError = Error & {
  originalError?: Error & { variableName?: string };
  token?: { getPosition?: () => [number, number] };
};

/** Says an error of the library or of a limit in plain words. `context` is what could be read. */
export function explain(error: unknown, context: Record<string, unknown> = {}): TemplateError {
  if (!(error instanceof Error)) return { message: 'The template could not be rendered.' };
  if (error instanceof NotJson) return { message: sentence(error.message) };
  const liquid = error as LiquidError;
  const position = liquid.token?.getPosition?.();
  const place = position ? `line ${position[0]}, column ${position[1]}` : undefined;
  const plain = (liquid.originalError?.message ?? error.message).replace(/, line:\d+, col:\d+$/, '');
  return { ...words(plain, liquid.originalError?.variableName, context), ...(place ? { place } : {}) };
}

function words(
  plain: string,
  variable: string | undefined,
  context: Record<string, unknown>,
): { message: string; fix?: string } {
  if (variable !== undefined) return unknownName(variable, context);
  const undefinedName = /^undefined variable: (.+)$/.exec(plain)?.[1];
  if (undefinedName) return unknownName(undefinedName, context);
  const filter = /^undefined filter: (.+)$/.exec(plain)?.[1];
  if (filter)
    return {
      message: `There is no filter "${filter}".`,
      fix: `Filters on offer: ${filterNames.slice(0, 12).join(', ')}, ….${didYouMean(filter, filterNames)}`,
    };
  const tag = /^tag "?(.+?)"? not found$/.exec(plain)?.[1];
  if (tag)
    return {
      message: `There is no tag "${tag}".`,
      fix: `Tags on offer: ${tagNames.join(', ')}.${didYouMean(tag, tagNames)}`,
    };
  if (/not closed/.test(plain))
    return {
      message: `Something is not closed: ${plain.slice(0, 120)}.`,
      fix: 'Every {{ needs its }}, every {% if %} its {% endif %}.',
    };
  if (/limit exceeded/.test(plain))
    return { message: 'Rendering this template takes too long or makes too much text.', fix: 'Loop over fewer items.' };
  if (/call stack/.test(plain)) return { message: 'The template nests too deep.', fix: 'Split it over several steps.' };
  if (/Invalid time zone/.test(plain))
    return { message: sentence(plain), fix: 'Use a name such as Europe/Berlin or UTC.' };
  return { message: sentence(plain) };
}

function unknownName(path: string, context: Record<string, unknown>): { message: string; fix: string } {
  const keys = path.split(/[.[\]"']+/).filter((key) => key !== '');
  let value: unknown = context;
  for (const [index, key] of keys.entries()) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) {
      const names = value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
      const where = index === 0 ? 'here' : `in ${keys.slice(0, index).join('.')}`;
      const listed =
        names.length === 0 ? '' : `Available: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.`;
      return {
        message: `There is nothing called "${key}" ${where}.`,
        fix: `${listed}${didYouMean(key, names)} To allow its absence write {{ ${path} | default: "" }}.`.trim(),
      };
    }
    value = (value as Record<string, unknown>)[key];
  }
  return {
    message: `There is nothing called "${path}".`,
    fix: `To allow its absence write {{ ${path} | default: "" }}.`,
  };
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
