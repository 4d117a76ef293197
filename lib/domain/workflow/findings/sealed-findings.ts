import { didYouMean } from '../../expression/closest-name.ts';
import type { Place } from './check.ts';
import { type Finding, finding } from './finding.ts';

/**
 * How a place takes sealed values: not at all, or as an output of its own (`{{ secrets.TOKEN }}`, so that a reference to
 * it can be written), in which case reading one in any other way is its misuse.
 */
export type Sealed = 'never' | 'placed' | 'misused';

type At = { step?: string; path: Place };

/** What is said about reading secrets and sensitive inputs. `names`: of the workspace's secrets, null when not known. */
export function sealedFindings(names: ReadonlySet<string> | null) {
  const placeOf = ({ path }: At) => path.slice(2).join('.') || 'outputs';
  const misused = (segments: string[], at: At): Finding =>
    finding('security.secretForm', {
      ...at,
      message: `${segments.join('.')} is sealed: a template can place it, but not read or change it.`,
      fix: `Write {{ ${segments.slice(0, 2).join('.')} }} by itself, without filters and outside of tags.`,
    });
  const fix = 'hidden, such as env of a shell step.';
  return {
    secret(segments: string[], at: At, sealed: Sealed): Finding | null {
      if (sealed === 'misused') return misused(segments, at);
      const [, name] = segments;
      if (sealed === 'never')
        return finding('security.secretsHere', {
          ...at,
          message: `Secrets cannot be read in ${placeOf(at)}.`,
          fix: `Pass them through a parameter that keeps them ${fix}`,
        });
      if (name === undefined || names === null || names.has(name)) return null;
      return finding('security.unknownSecret', {
        ...at,
        message: `The workspace has no secret "${name}".`,
        fix: `Add it under Settings → Secrets, or correct the name.${didYouMean(name, names)}`,
      });
    },
    sensitive(segments: string[], at: At, sealed: Sealed): Finding | null {
      if (sealed === 'placed') return null;
      if (sealed === 'misused') return misused(segments, at);
      return finding('security.sensitiveHere', {
        ...at,
        message: `${segments[1]} is sensitive and cannot be read in ${placeOf(at)}.`,
        fix: `Pass it through a parameter that keeps it ${fix}`,
      });
    },
  };
}
