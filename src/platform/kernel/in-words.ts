/** The name of a state as a person reads it: `UNDER_REVIEW` → `under review`. */
export const inWords = (name: string): string => name.toLowerCase().replaceAll('_', ' ');
