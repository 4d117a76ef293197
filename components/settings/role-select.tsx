'use client';
import { Select } from '#components/ui/select.tsx';
import { useViewer } from '#lib/client/viewer.tsx';
import { type Role, roleNames, roles } from '#lib/domain/access/permissions.ts';

/** A role; only those the signed-in person may give: nobody makes somebody stronger than themselves. */
export function RoleSelect({
  value,
  onValueChange,
  label,
  size,
  disabled,
  className,
}: {
  value: Role;
  onValueChange: (role: Role) => void;
  /** The accessible name; leave out inside a Field. */
  label?: string;
  size?: 'sm' | 'md';
  disabled?: boolean;
  className?: string;
}) {
  const { member } = useViewer();
  const rank = roles[member.role].rank;
  return (
    <Select
      aria-label={label}
      size={size}
      disabled={disabled}
      className={className}
      value={value}
      onValueChange={onValueChange}
      options={roleNames.map((role) => ({
        value: role,
        label: roles[role].label,
        help: roles[role].description,
        disabled: roles[role].rank > rank,
      }))}
    />
  );
}
