'use client';
import { LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Menu, MenuChoice, MenuItem, MenuLink, MenuSeparator } from '#components/ui/menu.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useViewer } from '#lib/client/viewer.tsx';
import type { MembershipView } from '#lib/contracts/people.ts';
import { roles } from '#lib/domain/access/permissions.ts';
import { useTheme } from './use-theme.ts';
import { WorkspaceChoice } from './workspace-menu.tsx';

const signOut = async () => {
  try {
    const auth = await import('next-auth/react');
    await auth.signOut({ callbackUrl: '/sign-in' });
  } catch (error) {
    toast.failed(error, 'You are still signed in');
  }
};

/** Who is signed in, where, their theme, and the way out. */
export function PersonMenu({ workspaces }: { workspaces: readonly MembershipView[] }) {
  const { user, member } = useViewer();
  const [theme, setTheme] = useTheme();
  return (
    <Menu
      align="end"
      className="max-h-[80dvh] w-60 overflow-y-auto"
      trigger={
        <button type="button" className="rounded-full">
          <Avatar name={user.name} size="sm" className="size-7" />
          <span className="spoken">Your menu, {user.name}</span>
        </button>
      }
    >
      <div className="px-2 pt-1.5 pb-2">
        <p className="truncate font-medium">{user.name}</p>
        <p className="truncate text-muted text-xs">
          {user.email} · {roles[member.role].label}
        </p>
      </div>
      <MenuSeparator />
      <MenuLink href="/settings" icon={<UserRound />}>
        Profile and settings
      </MenuLink>
      <MenuSeparator />
      {workspaces.length > 1 ? (
        <>
          <WorkspaceChoice workspaces={workspaces} />
          <MenuSeparator />
        </>
      ) : null}
      <MenuChoice
        label="Theme"
        value={theme}
        onValueChange={setTheme}
        options={[
          { value: 'system', label: 'As the system', icon: <Monitor /> },
          { value: 'light', label: 'Light', icon: <Sun /> },
          { value: 'dark', label: 'Dark', icon: <Moon /> },
        ]}
      />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onClick={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
