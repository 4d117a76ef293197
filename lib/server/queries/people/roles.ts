import {
  keyScopeNames,
  keyScopes,
  permissionNames,
  permissions,
  roleMay,
  roleNames,
  roles,
} from '#lib/domain/access/permissions.ts';

/** The table of roles and permissions, and the scopes that narrow a key. */
export function listRoles() {
  return {
    items: roleNames.map((name) => ({
      name,
      label: roles[name].label,
      description: roles[name].description,
      permissions: permissionNames
        .filter((permission) => roleMay(name, permission))
        .map((permission) => ({ name: permission, label: permissions[permission].label })),
    })),
    nextCursor: null,
    scopes: keyScopeNames.map((name) => ({ name, label: keyScopes[name].label })),
  };
}
