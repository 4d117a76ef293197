'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { useViewer } from '#lib/client/viewer.tsx';

/** Whether one is written to about gates. The bell and the page tell of them in any case. */
export function LettersCard() {
  const { member, user, workspace } = useViewer();
  const router = useRouter();
  const [on, setOn] = useState(member.gateMail);
  const turn = async (next: boolean) => {
    setOn(next);
    try {
      await api.patch('/me', { gateMail: next });
      toast.done(next ? `Letters go to ${user.email}` : 'No letters about gates from now on');
      router.refresh();
    } catch (error) {
      setOn(!next);
      toast.failed(error);
    }
  };
  return (
    <Card title="Letters" description={`In ${workspace.name}, to ${user.email}.`}>
      <Field
        inline
        label="Write to me about gates"
        help="When a gate asks you by name or through a group, and when something you started was decided. Several within a minute come in one letter."
      >
        <Switch checked={on} onCheckedChange={(next) => void turn(next)} />
      </Field>
    </Card>
  );
}
