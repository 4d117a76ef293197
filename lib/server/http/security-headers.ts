/** On every answer of this server. Scripts and styles get a policy of their own with the pages. */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'content-security-policy': "frame-ancestors 'none'",
} as const;

/** Beside them where the public address is https; over http browsers ignore these, and complain. */
export const httpsHeaders = {
  'strict-transport-security': 'max-age=31536000',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** On every answer of the API: nothing of it is kept by a browser or a proxy. */
export const apiHeaders = { ...securityHeaders, 'cache-control': 'no-store' } as const;
