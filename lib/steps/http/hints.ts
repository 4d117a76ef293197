import type { ParameterHint } from '#lib/domain/workflow/kind-description.ts';

/** How a request is edited, wherever one is described. */
export const httpHints = {
  method: {
    placeholder: 'GET',
    help: 'GET reads; the others carry an Idempotency-Key, so that a repetition can be told.',
  },
  url: { widget: 'text', placeholder: 'https://example.org/api/releases' },
  headers: { widget: 'map', help: 'Such as Authorization: Bearer {{ secrets.TOKEN }}.' },
  query: { widget: 'map', help: 'Added to the address, encoded.' },
  body: { widget: 'json', help: 'A value is sent as JSON, a text as it is.' },
  expect: { help: 'Which answers count as success. Without it: 2xx.' },
  artifact: { widget: 'text', placeholder: 'answer.json', help: 'Keeps the answer as a file of this name.' },
  redirects: { placeholder: '5' },
  maxBytes: { placeholder: '1048576' },
} as const satisfies Record<string, ParameterHint>;
