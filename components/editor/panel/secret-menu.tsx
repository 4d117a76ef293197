'use client';
import { KeyRound } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuLink } from '#components/ui/menu.tsx';

/** Puts a secret's name where its value will stand when the step runs. */
export function SecretMenu({ names, onChoose }: { names: readonly string[]; onChoose: (name: string) => void }) {
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
      {names.length === 0 ? <MenuLink href="/settings/secrets">No secret yet: add one in the settings</MenuLink> : null}
    </Menu>
  );
}
