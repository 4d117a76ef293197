import { Badge } from '#components/ui/badge.tsx';

/** Beside a field whose change is not this reviewer's alone. */
export const SecondMark = () => (
  <Badge tone="seal">
    <span title="Somebody else has to approve a change of this field too, before it counts.">asks a second person</span>
  </Badge>
);
