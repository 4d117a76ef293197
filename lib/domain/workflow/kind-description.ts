/** What the palette, the panels and the documents are made from; each step kind describes itself with it. */
export type KindDescription = {
  label: string;
  group: 'Run' | 'Data' | 'Logic' | 'People' | 'Connect';
  description: string;
  /** Name of a lucide icon. */
  icon: string;
  where: 'driver' | 'pool';
  hints: Record<string, ParameterHint>;
  /** Parameters whose first present one is the node's one line. */
  summary: string[];
  /** A whole step that works. */
  example: unknown;
};

export const widgets = [
  'text',
  'multiline',
  'shell',
  'cel',
  'template',
  'json',
  'map',
  'markdown',
  'workflow',
  'channel',
  // What has no meaning there is not drawn.
  'none',
] as const;
export type ParameterHint = {
  widget?: (typeof widgets)[number];
  placeholder?: string;
  help?: string;
  /** What may be read there beside all that a step sees, with what each name stands for; `a.b` is in `a`. */
  names?: Readonly<Record<string, string>>;
};
