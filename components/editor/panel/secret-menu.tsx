'use client';
import { KeyRound, RotateCw } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuLink } from '#components/ui/menu.tsx';
import type { SecretNames } from './use-secret-names.ts';

/** Puts a secret's name where its value will stand when the step runs. */
export function SecretMenu({
  secrets: { names, are, again },
  onChoose,
}: {
  secrets: SecretNames;
  onChoose: (name: string) => void;
}) {
  return (
    <Menu
      align="end"
      className="max-h-72 overflow-y-auto"
      trigger={<IconButton label="Put a secret here" icon={<KeyRound />} />}
    >
      {names.map((name) => (
        <MenuItem key={name} onClick={() => onChoose(name)}>
          <span className="fact">{name}</span>
        </MenuItem>
      ))}
      {are === 'known' && names.length === 0 ? (
        <MenuLink href="/settings/secrets">No secret yet: add one in the settings</MenuLink>
      ) : null}
      {are === 'coming' ? <Told>Reading their names…</Told> : null}
      {are === 'barred' ? <Told>Your role may not see their names; ask an admin for one.</Told> : null}
      {are === 'failed' ? (
        <MenuItem icon={<RotateCw />} onClick={again}>
          Their names could not be read: try again
        </MenuItem>
      ) : null}
    </Menu>
  );
}

const Told = ({ children }: { children: string }) => (
  <MenuItem disabled onClick={() => undefined}>
    {children}
  </MenuItem>
);
