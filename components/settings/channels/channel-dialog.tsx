'use client';
import { useState } from 'react';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Form, FormEnd, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import type { ChannelView } from '#lib/contracts/channel.ts';
import { type ChannelKind, channelKindNames, channelKinds } from '#lib/domain/channel/channel-kind.ts';
import { noticeAbouts } from '#lib/domain/gate/notice.ts';
import { SecretField } from '../secrets/secret-field.tsx';
import { addressHelp, bodyOf, channelForm } from './channel-form.ts';
import { occasions, useChannelWrite } from './channels.ts';
import { SignatureNote } from './signature-note.tsx';

type Made = { channel?: ChannelView; onMade: (made: ChannelView) => void };

function ChannelForm({ channel, onMade }: Made) {
  const form = useZodForm(channelForm(channel !== undefined), {
    name: channel?.name ?? '',
    kind: channel?.kind ?? ('mail' as ChannelKind),
    to: channel?.to.join('\n') ?? '',
    url: '',
    about: channel?.about ?? ['opened'],
  });
  const save = useChannelWrite((body: object) =>
    channel ? api.patch<ChannelView>(`/channels/${channel.id}`, body) : api.post<ChannelView>('/channels', body),
  );
  const kind = form.watch('kind');
  const chosen = form.watch('about');
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async (values) => onMade(await save.mutateAsync(bodyOf(values, channel !== undefined)))}
    >
      <FormField form={form} name="name" label="Name" help="How workflows and people call it: releases.">
        {(control) => <Input {...control} autoFocus={!channel} autoComplete="off" />}
      </FormField>
      {channel ? null : (
        <div>
          <p aria-hidden="true" className="mb-1.5 font-medium">
            Way
          </p>
          <RadioGroup
            label="Way"
            options={channelKindNames.map((value) => ({
              value,
              label: channelKinds[value].label,
              help: channelKinds[value].about,
            }))}
            value={kind}
            onValueChange={(value) => form.setValue('kind', value, { shouldDirty: true })}
            className="grid sm:grid-cols-3"
          />
        </div>
      )}
      {kind === 'mail' ? (
        <FormField form={form} name="to" label="Addresses" help="One a line. All of them see each other.">
          {(control) => (
            <Textarea {...control} rows={2} maxRows={8} placeholder="team@example.org" spellCheck={false} />
          )}
        </FormField>
      ) : (
        <FormField
          form={form}
          name="url"
          label={channel ? `New address (now at ${channel.host})` : addressHelp[kind].label}
          help={channel ? 'Left empty, it stays as it is.' : addressHelp[kind].help}
        >
          {(control) => <SecretField {...control} rows={1} placeholder={addressHelp[kind].placeholder} />}
        </FormField>
      )}
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-medium">Tell it by itself when</legend>
        {noticeAbouts.map((about) => (
          <Field key={about} label={occasions[about].when} inline>
            <Checkbox
              checked={chosen.includes(about)}
              onCheckedChange={(on) =>
                form.setValue('about', on ? [...chosen, about] : chosen.filter((each) => each !== about), {
                  shouldDirty: true,
                })
              }
            />
          </Field>
        ))}
        <p className="text-muted text-xs">
          For all gates of the workspace. Steps of the kind Notify reach it in any case, by its name.
        </p>
      </fieldset>
      <FormEnd form={form} afterChange={channel !== undefined}>
        {channel ? 'Save' : 'Add the channel'}
      </FormEnd>
    </Form>
  );
}

/** Adds a channel, or changes one. The signing secret of a new webhook is shown once, before it closes. */
export function ChannelDialog({
  channel,
  open,
  onOpenChange,
}: {
  channel?: ChannelView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [made, setMade] = useState<ChannelView>();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next);
        setMade(undefined);
      }}
      title={made ? `Secret of ${made.name}` : channel ? `Change ${channel.name}` : 'New channel'}
      description={made ? 'With it the other side makes sure that a message is ours.' : undefined}
    >
      {made?.signature ? (
        <SignatureNote signature={made.signature} />
      ) : (
        <ChannelForm
          channel={channel}
          onMade={(next) => {
            if (next.signature) return setMade(next);
            onOpenChange(false);
            toast.done(channel ? `Changed ${next.name}` : `Added ${next.name}. Send a test to see that it works.`);
          }}
        />
      )}
    </Dialog>
  );
}
