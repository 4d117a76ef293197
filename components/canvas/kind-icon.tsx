import {
  Activity,
  Bot,
  Box,
  Clock,
  Code,
  Combine,
  FileText,
  FunctionSquare,
  Globe,
  Layers,
  type LucideIcon,
  Megaphone,
  Plug,
  ShieldCheck,
  Sparkles,
  Split,
  Stamp,
  Terminal,
  Workflow,
} from 'lucide-react';

/** The glyphs a step kind may name. A closed list, so that the page does not carry the whole icon set. */
export const kindGlyphs: Readonly<Record<string, LucideIcon>> = {
  Activity,
  Bot,
  Box,
  Clock,
  Code,
  Combine,
  FileText,
  FunctionSquare,
  Globe,
  Layers,
  Megaphone,
  Plug,
  ShieldCheck,
  Sparkles,
  Split,
  Stamp,
  Terminal,
  Workflow,
};

/** `square-terminal` → `SquareTerminal`. */
export const glyphName = (name: string) =>
  name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The glyph of a step kind, by lucide name (`square-terminal` or `SquareTerminal`); a box where it is unknown. */
export function KindIcon({ name, className }: { name: string | undefined; className?: string }) {
  const Icon = kindGlyphs[glyphName(name ?? '')] ?? Box;
  return <Icon className={className} aria-hidden="true" />;
}
