/** A text that somebody looks for in columns, whatever the case of its letters; its `%` and `_` mean themselves. */
export const containsSql = (columns: readonly string[], place: string): string =>
  `(${columns.map((column) => `LOWER(${column}) LIKE :${place} ESCAPE '!'`).join(' OR ')})`;

/** The value of the place. */
export const containing = (text: string): string => `%${text.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
