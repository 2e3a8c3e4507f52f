/** Checks what goes into the embedded database and comes out of it, and how a file is opened and left. */
import { copyFileSync } from 'node:fs';
import { DataTypes, QueryTypes, Sequelize } from 'sequelize';
import { embeddedDialect } from './adapter';
import { type App, createApp, openApp, removeApps, sharedValue } from './testing';

let app: App;

beforeEach(async () => {
  app = await createApp();
});

afterEach(removeApps);

describe('values', () => {
  it('keeps integers beyond 32 bits, booleans, dates, buffers and JSON', async () => {
    const values = {
      value: Number.MAX_SAFE_INTEGER,
      flag: true,
      seenAt: new Date('2026-01-02T03:04:05.678Z'),
      payload: Buffer.from([0, 255, 1]),
      details: { nested: [1, 'two'] },
    };
    const { id } = await app.counters.create({ name: 'all', ...values });
    const stored = await app.counters.findByPk(id, { rejectOnEmpty: true });
    expect(stored.get()).toEqual({ id, name: 'all', ...values });
    const byDate = await app.sequelize.query('SELECT id FROM counters WHERE seenAt = $1', {
      bind: [values.seenAt],
      type: QueryTypes.SELECT,
    });
    expect(byDate).toEqual([{ id }]);
  });

  it('refuses to round an integer that a number cannot hold', async () => {
    await app.sequelize.query("INSERT INTO counters (name, value) VALUES ('huge', 9007199254740993)");
    const read = app.counters.findOne({ where: { name: 'huge' } });
    await expect(read).rejects.toThrow('9007199254740993 in column "value" does not fit');
  });

  it('gives bulk-created and upserted rows their ids and counts the rows an update changed', async () => {
    const created = await app.counters.bulkCreate([
      { name: 'a', value: 1 },
      { name: 'b', value: 2 },
    ]);
    expect(created.map(({ id }) => id)).toEqual([2, 3]);
    await app.counters.upsert({ id: 3, name: 'b', value: 20 });
    expect(await app.counters.update({ value: 3 }, { where: { value: 20 } })).toEqual([1]);
    expect(await app.counters.destroy({ where: { value: [1, 3] } })).toBe(2);
  });

  it('reads new columns through a query that was prepared before', async () => {
    const read = () =>
      app.sequelize.query('SELECT * FROM counters', { type: QueryTypes.SELECT, plain: true });
    await read();
    await app.sequelize.getQueryInterface().addColumn('counters', 'added', { type: DataTypes.INTEGER });
    expect(await read()).toHaveProperty('added', null);
  });
});

describe('opening', () => {
  it('refuses a database in memory', async () => {
    const sequelize = new Sequelize({ dialect: 'sqlite', dialectModule: embeddedDialect, logging: false });
    await expect(sequelize.authenticate()).rejects.toThrow('always a file');
  });

  it('leaves everything in the one file when the last connection closes', async () => {
    await app.counters.increment('value', { where: { name: 'shared' } });
    await app.sequelize.close();
    const copy = `${app.storage}.copy`;
    copyFileSync(app.storage, copy);
    expect(await sharedValue(openApp(copy))).toBe(1);
  });

  it('calls back after the call has returned', async () => {
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      const connection = new embeddedDialect.Database(app.storage, embeddedDialect.OPEN_READWRITE, () => {
        connection.all('SELECT 1 AS one', (_error, rows) => {
          order.push(`rows ${JSON.stringify(rows)}`);
          connection.close(() => resolve());
        });
        order.push('returned');
      });
    });
    expect(order).toEqual(['returned', 'rows [{"one":1}]']);
  });
});
