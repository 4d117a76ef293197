'use client';
import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
} from 'react';
import { type Side, tip } from './tip.ts';

type TooltipProps = {
  text: ReactNode;
  shortcut?: string;
  side?: Side;
  /** One element that takes props; it keeps its own accessible name. */
  children: ReactElement<Record<string, unknown>>;
};

/** A short remark on hover or focus. Never the only place where something is said. */
export function Tooltip({ text, shortcut, side = 'top', children }: TooltipProps) {
  const offered = useRef(false);
  const hide = () => {
    if (offered.current) tip.hide();
    offered.current = false;
  };
  const offer = (anchor: Element) => {
    offered.current = true;
    tip.offer({ anchor, text, shortcut, side });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it goes away
  useEffect(() => hide, []);
  return cloneElement(children, {
    onPointerEnter: both(children.props.onPointerEnter, (event: PointerEvent<Element>) => {
      if (event.pointerType !== 'touch') offer(event.currentTarget);
    }),
    onPointerLeave: both(children.props.onPointerLeave, hide),
    onPointerDown: both(children.props.onPointerDown, hide),
    onFocus: both(children.props.onFocus, (event: FocusEvent<Element>) => {
      if (event.currentTarget.matches(':focus-visible')) offer(event.currentTarget);
    }),
    onBlur: both(children.props.onBlur, hide),
  });
}

/** The element's own handler first, then ours. */
const both =
  <E,>(own: unknown, ours: (event: E) => void) =>
  (event: E) => {
    if (typeof own === 'function') own(event);
    ours(event);
  };
