/** The type under which the palette offers a kind to the canvas. */
export const kindDrag = 'application/x-countersign-kind';
