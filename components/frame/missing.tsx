import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Logo } from './logo.tsx';

/** An address that leads nowhere; `outside` is a page without the frame, where no command can be given. */
export function Missing({ outside = false }: { outside?: boolean }) {
  return (
    <EmptyState
      level={1}
      picture={<Logo className="size-10" />}
      title="There is nothing at this address"
      action={
        <ButtonLink href="/" variant="primary">
          Home
        </ButtonLink>
      }
    >
      It may have been removed, be in another workspace, or the link was cut short.{' '}
      {outside ? null : 'Ctrl-K finds workflows and runs by name.'}
    </EmptyState>
  );
}
