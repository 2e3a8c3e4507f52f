/** Names as people sign with them. */

const plain = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** Spaces and capitals make no other name. */
export const isSameName = (typed: string, name: string): boolean =>
  name !== '' && plain(typed) === plain(name);
