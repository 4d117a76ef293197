import type { CodeOffer } from '#components/ui/code-field.tsx';
import { choicesOf, type JsonSchema, resolve } from '#components/ui/schema-form/schema.ts';
import { type YamlPlace, yamlPlaces } from './yaml-place.ts';

/** A schema, and the root its references begin from. */
type Shape = { schema: JsonSchema; root: JsonSchema };

/** What may stand in a text: its schema, step kinds by name with the schema of their `with`, and ids of steps. */
export type YamlKnown = {
  schema: JsonSchema;
  kinds: Readonly<Record<string, { label: string; schema: unknown }>>;
  steps: readonly string[];
};

type Option = CodeOffer['options'][number];

/** Keys and values that the schema has for the place; null where it has none. */
export function yamlOffers(known: YamlKnown, text: string, offset: number): CodeOffer | null {
  for (const place of yamlPlaces(text, offset)) {
    const shapes = shapesAt(known, place);
    const options = [...new Map(optionsAt(known, place, shapes).map((each) => [each.text, each])).values()].filter(
      (each) => each.text.toLowerCase().startsWith(place.typed.toLowerCase()) && each.text !== place.typed,
    );
    if (options.length > 0) return { from: place.from, options };
  }
  return null;
}

function optionsAt(known: YamlKnown, place: YamlPlace, shapes: readonly Shape[]): Option[] {
  if (place.is === 'key') {
    const there = place.maps.at(-1)?.values ?? {};
    return shapes.flatMap(({ schema, root }) =>
      Object.entries(schema.properties ?? {})
        .filter(([key]) => !Object.hasOwn(there, key))
        .map(([key, property]) => keyOption(key, resolve(property, root), place.colon)),
    );
  }
  const last = place.path.at(-1);
  if (last === 'kind') return Object.entries(known.kinds).map(([text, { label }]) => ({ text, type: label, doc: '' }));
  const listed = typeof last === 'number' ? place.path.at(-2) : last;
  if (listed === 'needs' || listed === 'rework' || (last === 'step' && place.path.includes('needs'))) {
    const own = place.maps.find(({ values }) => typeof values.id === 'string')?.values.id;
    return known.steps.filter((id) => id !== own).map((text) => ({ text, type: 'step', doc: '' }));
  }
  return shapes.flatMap(({ schema }) => {
    const choices = choicesOf(schema) ?? (schema.type === 'boolean' ? [true, false] : []);
    return choices.map((choice) => ({ text: String(choice), type: '', doc: '' }));
  });
}

const keyOption = (text: string, schema: JsonSchema, colon: boolean): Option => ({
  text,
  type: typeof schema.type === 'string' ? schema.type : '',
  doc: schema.description ?? '',
  ...(colon ? {} : { insert: `${text}: ` }),
});

/** Every shape that what stands at the place may have. */
function shapesAt({ schema, kinds }: YamlKnown, { path, maps }: YamlPlace): Shape[] {
  let shapes = spread({ schema, root: schema });
  path.forEach((key, depth) => {
    const kind = kinds[String(maps.find((map) => map.depth === depth)?.values.kind)];
    if (key === 'with' && kind) {
      const own = kind.schema as JsonSchema;
      shapes = spread({ schema: own, root: own });
    } else shapes = shapes.flatMap((shape) => below(shape, key)).flatMap(spread);
  });
  return shapes;
}

function below({ schema, root }: Shape, key: string | number): Shape[] {
  const next =
    typeof key === 'number' ? schema.items : (schema.properties?.[key] ?? schema.additionalProperties ?? undefined);
  return typeof next === 'object' ? [{ schema: next, root }] : [];
}

/** The variants of a shape, each on its own. */
function spread({ schema, root }: Shape): Shape[] {
  const at = resolve(schema, root);
  const variants = at.anyOf ?? at.oneOf ?? at.allOf;
  if (!variants || choicesOf(at)) return [{ schema: at, root }];
  return variants.flatMap((each) => spread({ schema: each, root }));
}
