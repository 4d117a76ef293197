import { ApiError } from '#lib/client/api-error.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** In the place of what could not be read: why, and another try. `title`: "The record could not be read". */
export function FailedRead({
  error,
  title,
  className,
  onAgain,
}: {
  error: unknown;
  title?: string;
  className?: string;
  onAgain: () => void;
}) {
  return (
    <Notice
      tone="danger"
      title={title}
      className={className}
      action={
        <Button size="sm" onClick={onAgain}>
          Try again
        </Button>
      }
    >
      {ApiError.from(error).message}
    </Notice>
  );
}
