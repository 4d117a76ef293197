import type { Json } from '../../json.ts';
import { isObject, valueAt } from './edit.ts';
import { type Mend, quotedIn, remove, set } from './mend.ts';

const textsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

/** Gates that contradict themselves. */
export const gateFixes: Record<string, Mend> = {
  'gate.placement': remove,
  'gate.outcomes': (spec, found) => {
    const given = textsOf(valueAt(spec, found.path));
    const once = [...new Set(given)];
    if (found.message.includes('belong to') || given.length === 0) return remove(spec, found);
    return once.length < given.length ? set(spec, found.path, once, 'Name it once') : null;
  },
  'gate.noWayOn': (spec, { path }) => set(spec, path, ['approve', ...textsOf(valueAt(spec, path))], 'Offer approve'),
  'gate.form': (spec, { path }) => {
    const form = valueAt(spec, path);
    if (!isObject(form) || !isObject(form.properties)) return null;
    const { properties } = form;
    const required = textsOf(form.required).filter((name) => Object.hasOwn(properties, name));
    return set(spec, [...path, 'required'], required.length > 0 ? required : undefined, 'Require only what it asks');
  },
  'gate.expire': (spec, { path }) => set(spec, [...path, 'then'], 'cancel', 'Cancel the run then'),
  'gate.due': (spec, { path }) => {
    const after = valueAt(spec, [...path.slice(0, -1), 'expire', 'after']);
    return after === undefined ? null : set(spec, path, after, 'Make it due when it closes');
  },
  'gate.comment': (spec, { path }) => {
    const offered = textsOf(valueAt(spec, [...path.slice(0, -1), 'actions']));
    const kept = textsOf(valueAt(spec, path)).filter((action) => action === 'outcome' || offered.includes(action));
    return set(spec, path, kept.length > 0 ? kept : undefined, 'Require it only for what is offered');
  },
  'gate.quorum': (spec, { path }) => {
    const { size } = new Set(textsOf(valueAt(spec, [...path.slice(0, -1), 'reviewers', 'users'])));
    return size === 0 ? null : set(spec, path, size, `Ask for ${size}`);
  },
  'gate.policyHolds': (spec, found) => {
    if (found.fix === 'Use cancel.') return set(spec, found.path, 'cancel', 'Cancel the run then');
    return found.fix.startsWith('Remove') && quotedIn(found.message).length > 0 ? remove(spec, found) : null;
  },
};
