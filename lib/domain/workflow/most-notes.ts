/** Of a drawing. */
export const mostNotes = 200;
