import { dataPolicy } from './content-policy.ts';

/** What no page of ours needs, and a script that got in could want. */
const withoutDevices = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/** On every answer of this server. What an answer may load and run is in content-policy.ts. */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': withoutDevices.map((feature) => `${feature}=()`).join(', '),
} as const;

/** Beside them where the public address is https; over http browsers ignore these, and complain. */
export const httpsHeaders = {
  'strict-transport-security': 'max-age=31536000',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** On every answer of the API: nothing of it is kept by a browser or a proxy, nor shown as a page. */
export const apiHeaders = {
  ...securityHeaders,
  'content-security-policy': dataPolicy,
  'cache-control': 'no-store',
} as const;
