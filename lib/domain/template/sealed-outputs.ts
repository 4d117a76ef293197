import { Output, type Template } from 'liquidjs';
import type { SealedName } from '../secret/reference.ts';

/** An output that is nothing but a name: `secrets.TOKEN`, `inputs["password"]`. */
const bareName =
  /^\s*(secrets|inputs)(?:\.([A-Za-z_][A-Za-z0-9_-]{0,99})|\[\s*(?:"([A-Za-z_][A-Za-z0-9_-]{0,99})"|'([A-Za-z_][A-Za-z0-9_-]{0,99})')\s*\])\s*$/;

/**
 * The name that a part of a template writes out when it does nothing else: `{{ secrets.TOKEN }}` outside of tags and
 * without filters. Only there can a reference stand for a value that templates never see.
 */
export function bareNameOf(part: Template): SealedName | null {
  if (!(part instanceof Output)) return null;
  const { input, contentRange } = part.token;
  const found = bareName.exec(input.slice(...contentRange));
  return found ? `${found[1] as 'secrets' | 'inputs'}.${found[2] ?? found[3] ?? found[4]}` : null;
}
