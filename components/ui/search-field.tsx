'use client';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Input } from './input.tsx';

/** A pause in typing this long means: look now. */
const typingPauseMs = 250;

/** A list's search text. What is typed shows at once and is told after a pause; `label` names it. */
export function SearchField({
  label,
  placeholder,
  value,
  onChange,
}: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      onChange(text);
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  // Changed from outside (filters cleared, back): the field follows. What it told itself must not undo newer typing.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  return (
    <Input
      icon={<Search />}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.target.value)}
      className="max-w-72 flex-1 basis-56 max-sm:max-w-none max-sm:basis-full"
    />
  );
}
