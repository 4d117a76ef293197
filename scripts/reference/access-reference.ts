import {
  keyScopeNames,
  keyScopes,
  type Permission,
  permissionGroups,
  permissions,
  roleMay,
  roleNames,
  roles,
  scopesAllow,
} from '#lib/domain/access/permissions.ts';

/** Roles, scopes and permissions as Markdown, made from the table that the server decides by. */
export function accessReference(): string {
  return `${[
    '# Who may do what',
    'Made by `npm run docs` from the table that the server decides by (`lib/domain/access/permissions.ts`); a test fails when it is out of date.',
    '## Roles',
    roleNames.map((name) => `- **${roles[name].label}**: ${roles[name].description}`).join('\n'),
    matrix(roleNames.map((name) => ({ label: roles[name].label, may: (permission) => roleMay(name, permission) }))),
    '## Scopes of API keys',
    "A key may do what both its scopes and its member's role allow, never more.",
    matrix(
      keyScopeNames.map((name) => ({ label: `\`${name}\``, may: (permission) => scopesAllow([name], permission) })),
    ),
    keyScopeNames.map((name) => `- \`${name}\`: ${keyScopes[name].label}`).join('\n'),
  ].join('\n\n')}\n`;
}

function matrix(columns: { label: string; may: (permission: Permission) => boolean }[]): string {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['', 'permission', ...columns.map(({ label }) => label)]),
    row(['---', '---', ...columns.map(() => ':-:')]),
    ...permissionGroups.flatMap((group) =>
      group.permissions.map((name, index) =>
        row([
          index === 0 ? `**${group.label}**` : '',
          `${permissions[name].label} (\`${name}\`)`,
          ...columns.map(({ may }) => (may(name) ? 'yes' : '–')),
        ]),
      ),
    ),
  ].join('\n');
}
