import { StreamLanguage, type StringStream } from '@codemirror/language';

/** One word of an expression, coloured as what it is. */
export function word(stream: StringStream): string | null {
  if (stream.eatSpace()) return null;
  if (stream.match(/^"(?:[^"\\]|\\.)*"?|^'(?:[^'\\]|\\.)*'?/)) return 'string';
  if (stream.match(/^\d+(?:\.\d+)?/)) return 'number';
  if (stream.match(/^(?:true|false)\b/)) return 'bool';
  if (stream.match(/^null\b/)) return 'null';
  if (stream.match(/^(?:in|if|elsif|else|endif|unless|endunless|for|endfor|case|when|endcase|assign|and|or)\b/))
    return 'keyword';
  if (stream.match(/^[A-Za-z_]\w*(?=\()/)) return 'typeName';
  if (stream.match(/^[A-Za-z_]\w*/)) return 'propertyName';
  stream.next();
  return 'punctuation';
}

/** CEL. */
export const celLanguage = StreamLanguage.define<null>({
  name: 'cel',
  startState: () => null,
  token: (stream) => word(stream),
});

/** Text with Liquid's outputs and tags in it; only these are coloured. */
export const templateLanguage = StreamLanguage.define<{ inside: boolean }>({
  name: 'template',
  startState: () => ({ inside: false }),
  token(stream, state) {
    if (state.inside) {
      if (!stream.match(/^-?[}%]\}/)) return word(stream);
      state.inside = false;
      return 'punctuation';
    }
    if (stream.match(/^\{[{%]-?/)) {
      state.inside = true;
      return 'punctuation';
    }
    if (!stream.skipTo('{') || stream.pos === stream.start) stream.next();
    if (!/\{/.test(stream.string.slice(stream.pos))) stream.skipToEnd();
    return null;
  },
});
