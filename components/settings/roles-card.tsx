import { Card } from '#components/ui/card.tsx';
import { keyScopeNames, keyScopes, roleMay, roleNames, roles, scopesAllow } from '#lib/domain/access/permissions.ts';
import { AccessTable } from './access-table.tsx';

const roleColumns = roleNames.map((name) => ({
  name,
  label: roles[name].label,
  description: roles[name].description,
  may: (permission: Parameters<typeof roleMay>[1]) => roleMay(name, permission),
}));

const scopeColumns = keyScopeNames.map((name) => ({
  name,
  label: keyScopes[name].label,
  may: (permission: Parameters<typeof scopesAllow>[1]) => scopesAllow([name], permission),
}));

/** What each role may do, and what the scopes of a key leave of it, from the one table the server decides by. */
export function RolesCard() {
  return (
    <>
      <Card flush title="Roles" description="The same table the server decides by.">
        <AccessTable label="Roles and what they may do" columns={roleColumns} />
      </Card>
      <Card
        flush
        title="Scopes of API keys"
        description="What a key leaves of its member’s role: it may do what both allow, never more."
      >
        <AccessTable label="Scopes of API keys and what they allow" columns={scopeColumns} />
      </Card>
    </>
  );
}
