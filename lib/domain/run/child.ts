/** How many runs may stand above one another: workflows that start each other in a circle end here. */
export const deepestChild = 10;
