'use client';
import { resolve } from '#components/ui/schema-form/schema.ts';
import { shownText } from '#lib/domain/secret/reference.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { type EditSlot, useEdit } from './context.ts';
import { mayEditInside } from './edit-rules.ts';
import { GroupEditor } from './group-editor.tsx';
import { LockedValue } from './locked-value.tsx';

/** The fields of an object below each other; those that may not be edited are shown as they are. */
export function ObjectEditor({ slot }: { slot: EditSlot }) {
  const edit = useEdit();
  const fields = slot.value as JsonObject;
  const within = Object.entries(fields).map(([key, value]: [string, Json]) => {
    const path = [...slot.path, key];
    const label = shownText(key);
    return (
      <div key={key} className="min-w-0">
        {mayEditInside(edit.rules, path) ? (
          edit.draw({
            path,
            label,
            value,
            schema: resolve(slot.schema.properties?.[key], edit.root),
            onChange: (next) => slot.onChange({ ...fields, [key]: next }),
          })
        ) : (
          <LockedValue label={label} value={value} />
        )}
      </div>
    );
  });
  return (
    <GroupEditor slot={slot}>
      <div
        className={
          slot.path.length > 0 ? 'flex flex-col gap-3 border-line-strong border-l-2 pl-3' : 'flex flex-col gap-4'
        }
      >
        {within}
      </div>
    </GroupEditor>
  );
}
