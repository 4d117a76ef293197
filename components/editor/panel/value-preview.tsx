'use client';
import { useEffect, useState } from 'react';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Told } from '../model/code-language.ts';

const stillMs = 250;

/** What a text with names, or a value with such texts in it, gives for the values of the last run; `known` is that run's number. */
export function ValuePreview({
  value,
  language,
  scope,
  known,
  refused,
}: {
  value: Json;
  language: 'cel' | 'template';
  scope: Record<string, unknown>;
  known: number | undefined;
  /** The field tells a mistake already. */
  refused: boolean;
}) {
  const [shown, setShown] = useState<Told | null>(null);
  useEffect(() => {
    if (typeof value === 'string' && value.trim() === '') return setShown(null);
    let open = true;
    const timer = setTimeout(async () => {
      const { told, toldWhole } = await import('../model/code-language.ts');
      if (open) setShown(typeof value === 'string' ? told(language, value, scope) : toldWhole(value, scope));
    }, stillMs);
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [value, language, scope]);
  if (!shown) return null;
  const from = known === undefined ? 'for the inputs’ defaults' : `for run #${known}`;
  if (shown.is === 'wrong')
    return refused ? null : <p className="mt-1 break-words text-danger text-xs">{shown.text}</p>;
  if (shown.is === 'later')
    return (
      <p className="mt-1 break-words text-faint text-xs">
        No value {known === undefined ? 'before the first run' : from}: {shown.text}
      </p>
    );
  return (
    <p className="mt-1 flex min-w-0 gap-1.5 text-xs" title={from}>
      <span aria-hidden="true" className="text-faint">
        =
      </span>
      <span className="spoken">Result {from}:</span>
      <span className="fact line-clamp-4 min-w-0 whitespace-pre-wrap break-words text-muted">
        {shown.text || 'empty'}
      </span>
    </p>
  );
}
