/** Whether keys belong to what has the focus: a field, a menu, a dialog. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null;
  return Boolean(
    element?.closest(
      'input, textarea, select, [contenteditable="true"], .cm-editor, [role="menu"], [role="dialog"], [role="listbox"]',
    ),
  );
}
