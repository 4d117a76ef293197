'use client';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/**
 * A part of the page whose code comes when it is first shown, or `ready` was called before: then it is there at once.
 * Until then `waiting` stands in its place; when it does not come, a notice that offers to try again.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, waiting: ReactNode = null) {
  let Part: ComponentType<P> | undefined;
  const ready = async (): Promise<void> => {
    Part ??= await load();
  };
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each place it is called at, never while drawing
  function Later(props: P) {
    const [failed, setFailed] = useState(false);
    const [tries, setTries] = useState(0);
    const [, setCome] = useState(Part !== undefined);
    // biome-ignore lint/correctness/useExhaustiveDependencies: another try loads again
    useEffect(() => {
      let gone = false;
      ready().then(
        () => !gone && setCome(true),
        () => !gone && setFailed(true),
      );
      return () => {
        gone = true;
      };
    }, [tries]);
    if (Part) return <Part {...props} />;
    if (!failed) return waiting;
    return (
      <Notice
        tone="danger"
        title="This part of the page did not come"
        className="m-3"
        action={
          <Button
            size="xs"
            onClick={() => {
              setFailed(false);
              setTries(tries + 1);
            }}
          >
            Try again
          </Button>
        }
      >
        The server was not reached.
      </Notice>
    );
  }
  return Object.assign(Later, { ready });
}
