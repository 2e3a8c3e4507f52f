/** Reads a queue of what waits for an administrator from the rows of a model. */
import type { Attributes, FindAttributeOptions, Model, ModelStatic, WhereOptions } from 'sequelize';
import { readTogether } from '../kernel/unreadable';
import { QUEUE_READ, type WaitingItem, type WaitingQueue } from '../kernel/waiting';

interface QueueSource<Row extends Model> extends Pick<WaitingQueue, 'kind' | 'task' | 'path'> {
  where: WhereOptions<Attributes<Row>>;
  /** The column that says since when. */
  since: string & keyof Attributes<Row>;
  /** All columns unless said. */
  attributes?: FindAttributeOptions;
  items(rows: Row[]): WaitingItem[] | Promise<WaitingItem[]>;
}

export async function waitingIn<Row extends Model>(
  model: ModelStatic<Row>,
  { where, since, attributes, items, ...queue }: QueueSource<Row>,
): Promise<WaitingQueue> {
  const rows = await model.findAll({
    ...{ where, order: [[since, 'ASC']], limit: QUEUE_READ },
    ...(attributes ? { attributes } : {}),
  });
  const waiting = rows.length < QUEUE_READ ? rows.length : await model.count({ where });
  return { ...queue, waiting, items: await readTogether(rows, items) };
}
