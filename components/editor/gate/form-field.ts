import { isObject } from '../model/draft.ts';

export const formFieldTypes = {
  text: 'Text',
  long: 'Long text',
  number: 'Number',
  yesno: 'Yes or no',
  choice: 'Choice',
} as const;
export type FormFieldType = keyof typeof formFieldTypes;

/** One question of a gate's form, as the builder shows it. */
export type FormField = { name: string; title: string; type: FormFieldType; required: boolean; choices: string[] };

const known = new Set(['type', 'properties', 'required', 'additionalProperties', 'title']);

/** The questions of a form's JSON Schema; null where it says more than the builder can show. */
export function readForm(form: unknown): FormField[] | null {
  if (form === undefined) return [];
  if (!isObject(form) || Object.keys(form).some((key) => !known.has(key))) return null;
  const properties = form.properties ?? {};
  if (!isObject(properties)) return null;
  const required = new Set(Array.isArray(form.required) ? form.required : []);
  const fields: FormField[] = [];
  for (const [name, schema] of Object.entries(properties)) {
    const type = typeOf(schema);
    if (type === null || !isObject(schema)) return null;
    fields.push({
      name,
      title: typeof schema.title === 'string' ? schema.title : '',
      type,
      required: required.has(name),
      choices: type === 'choice' ? (schema.enum as string[]) : [],
    });
  }
  return fields;
}

function typeOf(schema: unknown): FormFieldType | null {
  if (!isObject(schema)) return null;
  const keys = Object.keys(schema).filter((key) => key !== 'type' && key !== 'title');
  if (schema.type === 'number' && keys.length === 0) return 'number';
  if (schema.type === 'boolean' && keys.length === 0) return 'yesno';
  if (schema.type !== 'string') return null;
  if (keys.length === 0) return 'text';
  if (keys.length !== 1) return null;
  if (schema.multiline === true) return 'long';
  const choices = schema.enum;
  return Array.isArray(choices) && choices.every((each) => typeof each === 'string') ? 'choice' : null;
}

/** The JSON Schema of the questions; nothing when there are none. */
export function writeForm(fields: readonly FormField[]): Record<string, unknown> | undefined {
  if (fields.length === 0) return undefined;
  const required = fields.filter((field) => field.required).map((field) => field.name);
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [field.name, { ...shapeOf(field), ...(field.title ? { title: field.title } : {}) }]),
    ),
    ...(required.length > 0 ? { required } : {}),
  };
}

function shapeOf({ type, choices }: FormField): Record<string, unknown> {
  if (type === 'number') return { type: 'number' };
  if (type === 'yesno') return { type: 'boolean' };
  if (type === 'long') return { type: 'string', multiline: true };
  if (type === 'choice') return { type: 'string', enum: choices };
  return { type: 'string' };
}
