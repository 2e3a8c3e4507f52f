/** Locks rows that are found by something else than their key, and no others. */
import { type Attributes, IndexHints, type Model, type ModelStatic, Op, type WhereOptions } from 'sequelize';

/**
 * The rows that match, locked in the order of their keys until the unit ends. They are found first and locked by key
 * then. A locking read by another column locks whatever its index meets on the way: where the database walks an index
 * that they share with other people's rows it waits for those, and it takes index entries before rows, the other way
 * round than whoever locks a single one. A row that comes to match in this moment is not among them.
 */
export async function lockRows<Row extends Model>(
  model: ModelStatic<Row>,
  where: WhereOptions<Attributes<Row>>,
): Promise<Row[]> {
  const [key = 'id'] = model.primaryKeyAttributes;
  const found = await model.findAll({ where, attributes: [key] });
  if (found.length === 0) return [];
  const ids = found.map((row) => row.get(key) as string);
  return model.findAll({
    where: { [Op.and]: [{ [key]: ids }, where] } as WhereOptions<Attributes<Row>>,
    order: [[key, 'ASC']],
    lock: true,
    indexHints: [{ type: IndexHints.FORCE, values: ['PRIMARY'] }],
  });
}
