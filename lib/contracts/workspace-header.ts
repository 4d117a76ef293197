/** Names the workspace that a call is meant for, by its slug: while another one is entered the call is refused. */
export const workspaceHeader = 'countersign-workspace';
