import type { z } from 'zod';

/** A place in a schema: `steps[].with`. */
export interface Place {
  path: string;
  /** An object that drops or keeps fields it does not know, a record of any names, or a value of any shape. */
  is: 'loose object' | 'record' | 'anything';
}

type Def = z.core.$ZodTypes['_zod']['def'];

/** Every place of a schema that takes fields nobody named. */
export function openPlaces(schema: z.ZodType): Place[] {
  const places: Place[] = [];
  const known = new Set<z.core.$ZodType>();
  const walk = (at: z.core.$ZodType, path: string): void => {
    if (known.has(at)) return;
    known.add(at);
    const def = at._zod.def as Def;
    switch (def.type) {
      case 'object':
        if (def.catchall?._zod.def.type !== 'never') places.push({ path, is: 'loose object' });
        for (const [name, field] of Object.entries(def.shape)) walk(field, path === '' ? name : `${path}.${name}`);
        return;
      case 'record':
        places.push({ path, is: 'record' });
        return walk(def.valueType, `${path}.*`);
      case 'any':
      case 'unknown':
        places.push({ path, is: 'anything' });
        return;
      case 'array':
        return walk(def.element, `${path}[]`);
      case 'tuple':
        for (const item of def.items) walk(item, `${path}[]`);
        return;
      case 'union':
        for (const option of def.options) walk(option, path);
        return;
      case 'intersection':
        walk(def.left, path);
        return walk(def.right, path);
      case 'pipe':
        return walk(def.in, path);
      case 'lazy':
        return walk(def.getter(), path);
      case 'optional':
      case 'nullable':
      case 'default':
      case 'prefault':
      case 'nonoptional':
      case 'readonly':
      case 'catch':
        return walk(def.innerType, path);
      case 'map':
      case 'set':
      case 'custom':
      case 'promise':
        throw new Error(`${path}: a body holds a ${def.type}, which no JSON has`);
    }
  };
  walk(schema, '');
  return places;
}
