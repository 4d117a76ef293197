/** A file as a listing names it. */
type Named = { id: string; step: string; name: string };

const longestPart = 120;
/** Names that some systems give to devices, and characters that they cannot keep. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const unkept = /[<>:"|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Where each file of a run stands in one tree, by id: `<step>/<its name>`. Names come from steps, so they may be hostile:
 * no part leads out of the tree, starts at a root, hides, or is refused by a common system. No two files share a path,
 * also where upper and lower case are the same; the later of two is told apart by a number.
 */
export function artifactPaths(files: readonly Named[]): Map<string, string> {
  const taken = new Set<string>();
  /** How far the numbers of a path have come: thousands of files may share a name. */
  const counted = new Map<string, number>();
  return new Map(
    files.map(({ id, step, name }) => {
      const wanted = [safePart(step), ...safeParts(name)].join('/');
      const key = wanted.toLowerCase();
      let path = wanted;
      let nth = counted.get(key) ?? 1;
      while (taken.has(path.toLowerCase())) path = numbered(wanted, ++nth);
      counted.set(key, nth);
      taken.add(path.toLowerCase());
      return [id, path];
    }),
  );
}

/** Parts of a path that are safe to make; never none. */
function safeParts(name: string): string[] {
  const parts = name
    .toWellFormed()
    .split(/[\\/]/)
    .filter((part) => !['', '.', '..'].includes(part.trim()))
    .map(safePart);
  return parts.length > 0 ? parts.slice(-20) : ['file'];
}

function safePart(part: string): string {
  const clean = part
    .normalize('NFC')
    .replace(unkept, '_')
    .replace(/^\.+|[. ]+$/g, '_')
    .trim();
  const short = Array.from(clean).slice(0, longestPart).join('') || '_';
  return device.test(short) ? `_${short}` : short;
}

/** `notes (2).md` */
function numbered(path: string, nth: number): string {
  const dot = path.lastIndexOf('.');
  const cut = dot > path.lastIndexOf('/') + 1 ? dot : path.length;
  return `${path.slice(0, cut)} (${nth})${path.slice(cut)}`;
}
