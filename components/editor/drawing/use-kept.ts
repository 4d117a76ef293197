import { useRef } from 'react';
import { shallow } from 'zustand/shallow';

/** The value of an earlier drawing while each of its entries is still the same: whoever hangs on it is left alone. */
export function useKept<T>(value: T): T {
  const kept = useRef(value);
  if (!shallow(kept.current, value)) kept.current = value;
  return kept.current;
}
