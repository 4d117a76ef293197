const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 7, 14, 30, 90, 365].map((n) => n * day),
];

/**
 * Round times of day between two (Unix ms), at most `most` of them, with their words in that zone (the device's without
 * one): "14:02", "14:02:30", "14:02:30.250", "22 Nov". The first of a day tells its date.
 */
export function timeTicks(from: number, to: number, most: number, timeZone?: string): { at: number; text: string }[] {
  const every = steps.find((step) => (to - from) / step <= most) ?? steps.at(-1)!;
  const offset = zoneOffset(from, timeZone);
  const ticks: number[] = [];
  for (let at = Math.ceil((from + offset) / every) * every - offset; at <= to; at += every) ticks.push(at);
  let before = '';
  return ticks.map((at) => {
    const date = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone });
    const time = clock(at, every, timeZone);
    const isNew = before !== '' && before !== date;
    before = date;
    return { at, text: every >= day || isNew ? date : time };
  });
}

function clock(at: number, every: number, timeZone?: string): string {
  const text = new Date(at).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(every < minute ? { second: '2-digit' } : {}),
    timeZone,
  });
  return every < second ? `${text}.${String(new Date(at).getUTCMilliseconds()).padStart(3, '0')}` : text;
}

/** How far the zone's clocks are ahead of UTC then, in ms. */
function zoneOffset(at: number, timeZone?: string): number {
  const whole = Math.floor(at / second) * second;
  const local = new Date(whole).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
  return Date.parse(`${local}Z`) - whole;
}
