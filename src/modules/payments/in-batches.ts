/** Walks a whole table in steps, in the order of its ids. */
import { type Model, type ModelStatic, Op, type WhereOptions } from 'sequelize';

const BATCH = 500;

export async function* inBatches<Row extends Model & { id: string }>(
  rows: ModelStatic<Row>,
): AsyncGenerator<Row[]> {
  for (let lastId = ''; ;) {
    const where = { id: { [Op.gt]: lastId } } as WhereOptions;
    const batch = await rows.findAll({ where, order: [['id', 'ASC']], limit: BATCH });
    if (batch.length > 0) yield batch;
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return;
    lastId = last.id;
  }
}
