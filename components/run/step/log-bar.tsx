'use client';
import { ChevronDown, ChevronUp, Download, WrapText } from 'lucide-react';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuCheck } from '#components/ui/menu.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { LogChunkView } from '#lib/contracts/step-log.ts';

export const streams = ['stdout', 'stderr', 'system'] as const satisfies readonly LogChunkView['stream'][];
const streamWords = { stdout: 'Output', stderr: 'Errors (stderr)', system: 'Remarks of the engine' } as const;

/** How a log is looked at; kept while the panel is open. */
export type LogLook = { wrap: boolean; times: boolean; hidden: readonly LogChunkView['stream'][] };

/** Attempt, search, what is shown, and the whole as a file. */
export function LogBar({
  attempts,
  attempt,
  onAttempt,
  text,
  onText,
  hits,
  onHit,
  look,
  onLook,
  follow,
  onFollow,
  download,
  past,
}: {
  attempts: number;
  attempt: number;
  onAttempt: (attempt: number) => void;
  text: string;
  onText: (text: string) => void;
  /** `at`: the one gone to, from 0; -1 before. */
  hits: { count: number; more: boolean; at: number };
  onHit: (by: 1 | -1) => void;
  look: LogLook;
  onLook: (look: LogLook) => void;
  follow: boolean;
  onFollow: (on: boolean) => void;
  download: string;
  /** The log of a moment is looked at: the file has all of it. */
  past: boolean;
}) {
  const toggle = (stream: LogChunkView['stream'], on: boolean) =>
    onLook({ ...look, hidden: on ? look.hidden.filter((one) => one !== stream) : [...look.hidden, stream] });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-2">
      {attempts > 1 ? (
        <Select
          aria-label="Attempt"
          size="sm"
          options={Array.from({ length: attempts }, (_, index) => ({
            value: String(index + 1),
            label: `Attempt ${index + 1}`,
          }))}
          value={String(attempt)}
          onValueChange={(value) => onAttempt(Number(value))}
          className="w-32"
        />
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in the field goes to the next hit */}
      <span
        className="flex min-w-40 flex-1 items-center gap-1"
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          onHit(event.shiftKey ? -1 : 1);
        }}
      >
        <SearchField label="Search the log" placeholder="Search" value={text} onChange={onText} />
        {text ? (
          <>
            <span className="whitespace-nowrap text-muted text-xs tabular-nums" aria-live="polite">
              {hits.count === 0
                ? 'nothing'
                : `${hits.at + 1 || '–'} of ${hits.count.toLocaleString('en')}${hits.more ? '+' : ''}`}
            </span>
            <IconButton
              size="sm"
              variant="ghost"
              label="Hit before"
              icon={<ChevronUp />}
              disabled={hits.count === 0}
              onClick={() => onHit(-1)}
            />
            <IconButton
              size="sm"
              variant="ghost"
              label="Next hit"
              icon={<ChevronDown />}
              disabled={hits.count === 0}
              onClick={() => onHit(1)}
            />
          </>
        ) : null}
      </span>
      <span className="ml-auto flex items-center gap-2">
        <Field label="Follow" inline>
          <Checkbox checked={follow} onCheckedChange={(on) => onFollow(on === true)} />
        </Field>
        <Menu trigger={<IconButton size="sm" variant="ghost" label="What is shown" icon={<WrapText />} />} align="end">
          <MenuCheck checked={look.wrap} onCheckedChange={(wrap) => onLook({ ...look, wrap })}>
            Wrap long lines
          </MenuCheck>
          <MenuCheck checked={look.times} onCheckedChange={(times) => onLook({ ...look, times })}>
            Show times
          </MenuCheck>
          {streams.map((stream) => (
            <MenuCheck
              key={stream}
              checked={!look.hidden.includes(stream)}
              onCheckedChange={(on) => toggle(stream, on)}
            >
              {streamWords[stream]}
            </MenuCheck>
          ))}
        </Menu>
        <ButtonLink size="sm" variant="ghost" icon={<Download />} href={download} download>
          {past ? 'Download all' : 'Download'}
        </ButtonLink>
      </span>
    </div>
  );
}
