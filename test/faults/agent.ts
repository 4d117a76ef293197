import { appendFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { Arm, Point } from './points.ts';

// Inside a process under test: told over a socket where it shall die next, it dies there. Loaded by test entries alone.

const { FAULTS_AGENT, FAULTS_HITS, FAULTS_CLOCK_MS } = process.env;
let armed: Arm | null = null;

if (FAULTS_CLOCK_MS !== undefined) shiftClock(Number(FAULTS_CLOCK_MS));
if (FAULTS_AGENT !== undefined) {
  const line = connect(Number(FAULTS_AGENT), '127.0.0.1');
  line.on('error', () => {});
  line.unref();
  line.write(`${JSON.stringify({ pid: process.pid })}\n`);
  createInterface({ input: line })
    .on('error', () => {})
    .on('line', (text) => {
      armed = JSON.parse(text) as Arm | null;
    });
}

/** The process is at this point. Nothing happens unless it is armed there. */
export function reach(point: Point): void {
  if (armed?.point !== point) return;
  const { how } = armed;
  armed = null;
  // Written before the end, by a call that has returned: whoever reads it knows that the point was hit.
  appendFileSync(FAULTS_HITS!, `${JSON.stringify({ point, pid: process.pid, how })}\n`);
  process.kill(process.pid, how === 'kill' ? 'SIGKILL' : 'SIGSTOP');
}

/** As `reach`, once what was just written to sockets is with the system. */
export function reachSoon(point: Point): void {
  if (armed?.point === point) setImmediate(() => reach(point));
}

/** A machine whose clock is wrong. Monotonic time goes on as it does. */
function shiftClock(ms: number): void {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...given: []) {
      if (given.length === 0) super(RealDate.now() + ms);
      else super(...given);
    }
    static override now() {
      return RealDate.now() + ms;
    }
  } as DateConstructor;
}
