/** From a key to the frame after the one that shows what it did. Runs in the page. */
export function keyToFrame(key: KeyboardEventInit): Promise<number> {
  const from = performance.now();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now() - from);
      channel.port2.postMessage(null);
    });
  });
}

/** From a key until the canvas shows something else, and the longest frame meanwhile. Runs in the page. */
export function keyToMove(key: KeyboardEventInit): Promise<{ ms: number; worst: number }> {
  const shown = () =>
    [...document.querySelectorAll<HTMLElement>('.react-flow__node-step')]
      .map((each) => each.dataset.id + each.style.transform)
      .join() + (document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform ?? '');
  const before = shown();
  const from = performance.now();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
  return new Promise((resolve) => {
    let [last, worst] = [from, 0];
    const next = (now: number) => {
      worst = Math.max(worst, now - last);
      last = now;
      if (shown() !== before || now - from > 30_000) resolve({ ms: performance.now() - from, worst });
      else requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}
