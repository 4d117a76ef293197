'use client';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { shownText } from '#lib/domain/secret/reference.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { Document } from './document.tsx';
import { Scalar } from './scalar.tsx';
import { columnsOf, isObject, shapeOf } from './shape.ts';
import { ValueTable } from './value-table.tsx';

/** Objects inside objects are laid out this deep; what lies deeper is a tree that opens. */
const deepest = 2;

/**
 * Any JSON value, fit to be read before it is signed: long texts as documents, lists of like objects as tables, pictures
 * as pictures, an object as its fields, everything else as a tree. Nothing is left out.
 */
export function PayloadValue({ value, name, depth = 0 }: { value: Json; name?: string; depth?: number }) {
  switch (shapeOf(value)) {
    case 'text':
      return <Document name={name} text={shownText(value as string)} />;
    case 'image':
      return <Picture name={name} source={value as string} />;
    case 'table':
      return <ValueTable name={name} columns={columnsOf(value as JsonObject[]) ?? []} rows={value as JsonObject[]} />;
    case 'words':
      return (
        <ul className="flex flex-wrap gap-1">
          {(value as Json[]).map((item, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items of data have no identity of their own
            <li key={at} className="max-w-full rounded-sm bg-ink-3 px-1.5 py-0.5 text-sm">
              <Scalar value={item} />
            </li>
          ))}
        </ul>
      );
    case 'object':
      return depth > deepest ? (
        <JsonTree value={value} open={1} />
      ) : (
        <Fields value={value as JsonObject} depth={depth} />
      );
    case 'tree':
      return <JsonTree value={value} open={2} />;
    default:
      return <Scalar value={value} />;
  }
}

/** Fields that need room stand below their name, the others beside it. */
function Fields({ value, depth }: { value: JsonObject; depth: number }) {
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first && depth === 0 && shapeOf(first[1]) === 'text')
    return <Document name={first[0]} text={shownText(first[1] as string)} />;
  return (
    <dl className="flex flex-col gap-y-2.5">
      {entries.map(([key, field]) => {
        const shape = shapeOf(field);
        const tall = shape === 'text' || shape === 'image' || shape === 'table' || shape === 'tree' || isObject(field);
        if (shape === 'text') return <Named key={key} name={key} value={field} depth={depth} />;
        return (
          <div
            key={key}
            className={
              tall ? 'flex flex-col gap-1' : 'grid grid-cols-[minmax(6rem,10rem)_1fr] gap-x-4 max-sm:grid-cols-1'
            }
          >
            <dt className="fact min-w-0 break-words pt-0.5 text-faint text-xs">{shownText(key)}</dt>
            <dd className={isObject(field) ? 'min-w-0 border-line border-l-2 pl-3' : 'min-w-0'}>
              <PayloadValue value={field} name={key} depth={depth + 1} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** A document says its name in its own head. */
function Named({ name, value, depth }: { name: string; value: Json; depth: number }) {
  return (
    <div>
      <dt className="spoken">{name}</dt>
      <dd>
        <PayloadValue value={value} name={shownText(name)} depth={depth + 1} />
      </dd>
    </div>
  );
}

function Picture({ name, source }: { name?: string; source: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: it is data; there is nothing to optimise on the way
    <img
      src={source}
      alt={name ?? 'A picture in the data'}
      className="max-h-96 max-w-full rounded-md border border-line bg-sunken object-contain"
    />
  );
}
