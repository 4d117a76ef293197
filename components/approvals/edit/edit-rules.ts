import { covers } from '#lib/domain/gate/edit.ts';

/** What a gate lets a reviewer change, and which fields ask for a second person then. Paths as the keys from the root. */
export type EditRules = { editable: true | readonly string[]; second: readonly string[] };

export const mayEdit = ({ editable }: EditRules, path: readonly string[]) => covers(editable, path);

/** Whether something in it may be edited, though perhaps not all of it. */
export const mayEditInside = (rules: EditRules, path: readonly string[]) =>
  mayEdit(rules, path) || isWithin(rules.editable === true ? [] : rules.editable, path);

/** Whether a change here has to be approved by somebody else too. */
export const asksSecond = ({ second }: EditRules, path: readonly string[]) => covers(second, path);

function isWithin(fields: readonly string[], path: readonly string[]): boolean {
  const at = path.join('.');
  return fields.some((field) => at === '' || field.startsWith(`${at}.`));
}
