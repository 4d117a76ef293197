/** A path of this site, or `/`: a link must not lead elsewhere after the sign-in. */
export function ownPage(to: string): string {
  return /^\/(?![/\\])/.test(to) ? to : '/';
}
