/** An answer for each of them, in their order. */
type ReadMany<Asked, Found> = (asked: readonly Asked[]) => Promise<readonly (Found | undefined)[]>;

type Waiting<Asked, Found> = {
  asked: Asked;
  resolve: (found: Found | undefined) => void;
  reject: (error: unknown) => void;
};

/**
 * One read for many who ask: those who come while one is under way share the next, which begins after they asked, so
 * that nobody is told what was true before. The first one never waits. `most`: askers a read.
 */
export function readTogether<Asked, Found>(read: ReadMany<Asked, Found>, most = 200) {
  let waiting: Waiting<Asked, Found>[] = [];
  let reading = false;
  const next = async () => {
    if (reading || waiting.length === 0) return;
    reading = true;
    const served = waiting.slice(0, most);
    waiting = waiting.slice(most);
    try {
      const found = await read(served.map(({ asked }) => asked));
      for (const [index, { resolve }] of served.entries()) resolve(found[index]);
    } catch (error) {
      for (const { reject } of served) reject(error);
    }
    reading = false;
    void next();
  };
  return (asked: Asked): Promise<Found | undefined> =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject });
      void next();
    });
}
