/**
 * A path of this site, or `/`: a link must not lead elsewhere after the sign-in. Browsers read `\` as `/` and leave tabs
 * and line breaks out, so a path that holds such would be read as another one than is checked here.
 */
export function ownPage(to: string): string {
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(to) ? to : '/';
}
