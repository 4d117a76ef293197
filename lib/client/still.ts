import { useEffect, useState } from 'react';

const stillMs = 200;

/** What is typed, once it has stayed the same for a moment: then it is worth a search. */
export function useStill(text: string): string {
  const [still, setStill] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setStill(text), stillMs);
    return () => clearTimeout(timer);
  }, [text]);
  return still;
}
