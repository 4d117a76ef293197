import { Check } from 'lucide-react';
import { Card } from '#components/ui/card.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { permissionNames, permissions, roleMay, roleNames, roles } from '#lib/domain/access/permissions.ts';

/** What each role may do, from the one table the server decides by. */
export function RolesCard() {
  return (
    <Card flush title="Roles" description="The same table the server decides by. An API key never exceeds its member.">
      <Table label="Roles and what they may do">
        <thead>
          <tr>
            <Th>May</Th>
            {roleNames.map((role) => (
              <Th key={role} className="w-20 text-center" title={roles[role].description}>
                {roles[role].label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissionNames.map((permission) => (
            <Tr key={permission}>
              <Td className="h-8 min-w-56">{permissions[permission].label}</Td>
              {roleNames.map((role) => (
                <Td key={role} className="h-8 text-center">
                  {roleMay(role, permission) ? (
                    <Check className="inline size-4 text-good" role="img" aria-label="yes" />
                  ) : (
                    <span className="text-faint">
                      <span aria-hidden="true">·</span>
                      <span className="spoken">no</span>
                    </span>
                  )}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
