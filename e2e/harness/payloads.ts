/** Texts that want to be more than text. Each script among them would call `__pwned` with its number. */
export const payloads = [
  '<script>__pwned(1)</script>',
  '<img src=x onerror=__pwned(2)>',
  '"><svg/onload=__pwned(3)>',
  '</script><script>__pwned(4)</script>',
  '</title><script>__pwned(5)</script>',
  "'-__pwned(6)-'",
  '$' + '{__pwned(7)}',
  '\\u003cimg src=x onerror=__pwned(8)\\u003e',
  '&lt;img src=x onerror=__pwned(9)&gt;',
  '<iframe srcdoc="<script>parent.__pwned(10)</script>">',
  '<a href="javascript:__pwned(11)">here</a>',
  '<base href="https://elsewhere.example/">',
  '<meta http-equiv=refresh content="0;url=https://elsewhere.example">',
  '<form action="https://elsewhere.example"><button>Go</button></form>',
  '<math><mi xlink:href="javascript:__pwned(12)">m</mi></math>',
  'a: "b\n- c: {d',
  '","pwned":true,"x":"',
  'x'.repeat(300),
] as const;

/** Everything at once, where there is room for it. */
export const everything = payloads.join('\n\n');

/** The same in Markdown's own words. */
export const markdown = [
  '[one](javascript:__pwned(21))',
  '[two](java\tscript:__pwned(22))',
  '[three](JaVaScRiPt:__pwned(23))',
  '[four](data:text/html,<script>__pwned(24)</script>)',
  '[five](vbscript:__pwned(25))',
  '[six](&#106;avascript:__pwned(26))',
  '[seven][ref]',
  '<javascript:__pwned(27)>',
  '![pixel](https://elsewhere.example/pixel.png)',
  '![eight](javascript:__pwned(28))',
  '`</code><script>__pwned(29)</script>`',
  '```html\n</code></pre><script>__pwned(30)</script>\n```',
  '[out](https://elsewhere.example/page)',
  '',
  '[ref]: javascript:__pwned(31)',
  '',
  everything,
].join('\n\n');

/** The one at this place, short enough for a name; each name of a journey takes another one. */
export const named = (index: number, longest = 100) => (payloads[index % payloads.length] ?? '').slice(0, longest);

/** Is HTML, SVG or XML to whoever believes it. */
export const documents = {
  html: '<!doctype html><script>__pwned(41)</script><img src=x onerror=__pwned(42)>',
  svg: '<svg xmlns="http://www.w3.org/2000/svg" onload="__pwned(43)"><script>__pwned(44)</script></svg>',
  xml: '<?xml version="1.0"?><x xmlns:h="http://www.w3.org/1999/xhtml"><h:script>__pwned(45)</h:script></x>',
  pdf: '%PDF-1.4 1 0 obj<</OpenAction<</S/JavaScript/JS(__pwned(46))>>>>endobj',
  js: '__pwned(47)',
  md: '<script>__pwned(48)</script>',
};
