'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { toast } from './toast.tsx';

/** Copies `text`. With `word` it is a button with that word, without it a glyph. */
export function CopyButton({
  text,
  label = 'Copy',
  word,
  size = 'sm',
  className,
}: {
  text: string;
  label?: string;
  word?: string;
  size?: 'xs' | 'sm' | 'md';
  className?: string;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast.info('Copying is not allowed here', { description: 'Select the text and copy it with the keyboard.' });
    }
  };
  const icon = copied ? <Check className="text-good" /> : <Copy />;
  if (word) {
    return (
      <Button size={size} icon={icon} onClick={copy} className={className}>
        {copied ? 'Copied' : word}
      </Button>
    );
  }
  return <IconButton size={size} label={copied ? 'Copied' : label} icon={icon} onClick={copy} className={className} />;
}
