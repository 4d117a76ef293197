/** Frames in so many milliseconds, and the longest. Runs in the page. */
export function countFrames(forMs: number): Promise<{ frames: number; worst: number }> {
  return new Promise((resolve) => {
    const from = performance.now();
    let [frames, last, worst] = [0, from, 0];
    const next = (now: number) => {
      frames += 1;
      worst = Math.max(worst, now - last);
      last = now;
      if (now - from >= forMs) resolve({ frames, worst });
      else requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}
