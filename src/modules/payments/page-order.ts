/** Newest first: the order of this module's lists, and the place in it that a cursor names. */
import { Op, type WhereOptions } from 'sequelize';
import { decodeCursor } from '../../platform/kernel/page';

/** The rows after the cursor on (`timeColumn`, id). */
export function olderThan(timeColumn: string, cursor: string | undefined): WhereOptions {
  if (!cursor) return {};
  const [at, id] = decodeCursor(cursor, ['number', 'string']);
  return {
    [Op.or]: [{ [timeColumn]: { [Op.lt]: at } }, { [timeColumn]: at, id: { [Op.lt]: id } }],
  };
}

export const newestFirst = (timeColumn: string): [string, string][] => [
  [timeColumn, 'DESC'],
  ['id', 'DESC'],
];

export const given = (filters: Record<string, string | undefined>): WhereOptions =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
