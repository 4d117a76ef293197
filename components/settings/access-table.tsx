import { Check } from 'lucide-react';
import { Fragment } from 'react';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { type Permission, permissionGroups, permissions } from '#lib/domain/access/permissions.ts';

interface Column {
  name: string;
  label: string;
  description?: string;
  may: (permission: Permission) => boolean;
}

/** All permissions, under what they are about, and who has them. On a phone the columns' names stand upright. */
export function AccessTable({ label, columns }: { label: string; columns: readonly Column[] }) {
  return (
    <Table label={label}>
      <thead>
        <tr className="align-bottom">
          <Th className="py-2">May</Th>
          {columns.map((column) => (
            <Th
              key={column.name}
              className="w-24 px-1 py-2 text-center last:pr-1 max-sm:w-9 sm:whitespace-normal"
              title={column.description}
            >
              <span className="inline-block max-sm:rotate-180 max-sm:[writing-mode:vertical-rl]">{column.label}</span>
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {permissionGroups.map((group) => (
          <Fragment key={group.label}>
            <tr>
              <th
                scope="colgroup"
                colSpan={columns.length + 1}
                className="h-7 border-b bg-sunken px-4 text-left font-medium text-muted text-xs"
              >
                {group.label}
              </th>
            </tr>
            {group.permissions.map((permission) => (
              <Tr key={permission}>
                <Td className="h-8">{permissions[permission].label}</Td>
                {columns.map((column) => (
                  <Td key={column.name} className="h-8 px-1 text-center last:pr-1">
                    <Mark yes={column.may(permission)} />
                  </Td>
                ))}
              </Tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
}

function Mark({ yes }: { yes: boolean }) {
  if (yes) return <Check className="inline size-4 text-good" role="img" aria-label="yes" />;
  return (
    <span className="text-faint">
      <span aria-hidden="true">·</span>
      <span className="spoken">no</span>
    </span>
  );
}
