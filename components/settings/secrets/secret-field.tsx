'use client';
import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Textarea } from '#components/ui/textarea.tsx';

/** A secret as it is typed or pasted: covered until it is asked for, of several lines where it has them. */
export function SecretField(control: ComponentProps<typeof Textarea>) {
  const [shown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Textarea
        {...control}
        mono
        rows={2}
        maxRows={10}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        // Password managers would offer to fill in, or to keep, what is no password of a person.
        data-1p-ignore
        data-lpignore="true"
        className={cn('break-all pr-10', !shown && '[-webkit-text-security:disc]')}
      />
      <IconButton
        label={shown ? 'Cover the value' : 'Show the value'}
        aria-pressed={shown}
        icon={shown ? <EyeOff /> : <Eye />}
        size="sm"
        onClick={() => setShown(!shown)}
        className="absolute top-1 right-1"
      />
    </span>
  );
}
