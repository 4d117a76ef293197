import { createContext, useContext } from 'react';

/** Ids of what belongs to a control: its own, and those of the texts that describe it, where there are any. */
export type FieldParts = { control: string; describedBy: string | undefined; required: boolean };

export const FieldPartsContext = createContext<FieldParts | null>(null);

/** Of the field around; for controls that the kit's library does not know. Null outside of any. */
export const useFieldParts = () => useContext(FieldPartsContext);
