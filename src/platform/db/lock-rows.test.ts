/** Rows are locked by their keys: whoever holds others' rows keeps nobody waiting. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { makeDatabase } from '../../../tests/support/database';
import { createLogger } from '../kernel/logger';
import { integerColumn, textColumn } from './columns';
import { type Database, openDatabase, outsideUnit } from './database';
import { lockRows } from './lock-rows';

class OrderRow extends Model<InferAttributes<OrderRow>, InferCreationAttributes<OrderRow>> {
  declare id: number;
  declare owner: string;
  declare state: string;
}

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });

let home: Awaited<ReturnType<typeof makeDatabase>>;
let database: Database;
let orders: typeof OrderRow;

beforeAll(async () => {
  home = await makeDatabase();
  database = openDatabase({
    url: home.environment.DATABASE_URL,
    embeddedFile: `${home.environment.DATA_FOLDER}/lock-rows.db`,
    poolSize: 4,
    log,
  });
  orders = database.bind(OrderRow, 'lock_orders', {
    id: { ...integerColumn(), primaryKey: true },
    owner: textColumn(10),
    state: textColumn(10),
  });
  await database.change(
    'CREATE TABLE lock_orders (id INTEGER PRIMARY KEY, owner VARCHAR(10) NOT NULL, state VARCHAR(10) NOT NULL)',
  );
  // The only index but the key is one that everybody's rows share.
  await database.change('CREATE INDEX lock_orders_state ON lock_orders (state)');
  await orders.bulkCreate(
    ['ann', 'bob', 'ann', 'cid', 'ann'].map((owner, id) => ({
      ...{ id, owner },
      state: id === 4 ? 'PAID' : 'WAITING',
    })),
  );
});
afterAll(async () => {
  await database.close();
  await home.remove();
});

const waitingOf = (owner: string): Promise<number[]> =>
  database.atomically(async () =>
    (await lockRows(orders, { owner, state: 'WAITING' })).map(({ id }) => Number(id)),
  );

it('answers those that match, in the order of their keys', async () => {
  expect(await waitingOf('ann')).toEqual([0, 2]);
  expect(await waitingOf('nobody')).toEqual([]);
});

// The embedded database has one writer at a time and no locks of rows.
(process.env.DATABASE_URL ? it : it.skip)('waits for nobody who holds the rows of others', async () => {
  const fromTheSide = await database.atomically(async () => {
    await orders.update({ state: 'HELD' }, { where: { id: 1 } });
    await orders.findByPk(3, { lock: true });
    return outsideUnit(() => waitingOf('ann'));
  });
  expect(fromTheSide).toEqual([0, 2]);
});

it('holds what it has locked until the unit ends', async () => {
  let stillHeld = true;
  const { other } = await database.atomically(async () => {
    await lockRows(orders, { owner: 'ann', state: 'WAITING' });
    const other = outsideUnit(() => database.atomically(() => orders.findByPk(0, { lock: true }))).then(
      () => stillHeld,
    );
    await outsideUnit(() => orders.count());
    await orders.update({ state: 'PAID' }, { where: { id: 0 } });
    // The last that is done before the unit ends: afterwards either may be heard of first.
    stillHeld = false;
    return { other };
  });
  expect(await other).toBe(false);
});
