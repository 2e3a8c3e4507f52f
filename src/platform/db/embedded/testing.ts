/** A Sequelize on a temporary file with one model, for the tests of this folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DataTypes, type Model, type ModelStatic, Sequelize, Transaction } from 'sequelize';
import { embeddedDialect } from './adapter';
import { useEmbeddedQuery } from './query';

export interface Counter extends Model {
  readonly id: number;
  readonly name: string;
  readonly value: number;
}

export interface App {
  readonly storage: string;
  readonly sequelize: Sequelize;
  readonly counters: ModelStatic<Counter>;
}

const openApps: App[] = [];

export async function createApp(): Promise<App> {
  const app = openApp(join(mkdtempSync(join(tmpdir(), 'embedded-')), 'test.db'));
  await app.sequelize.sync();
  await app.counters.create({ name: 'shared', value: 0 });
  return app;
}

export function openApp(storage: string): App {
  const sequelize = new Sequelize({
    dialect: 'sqlite',
    dialectModule: embeddedDialect,
    storage,
    transactionType: Transaction.TYPES.IMMEDIATE,
    logging: false,
  });
  useEmbeddedQuery(sequelize, () => undefined);
  const counters = sequelize.define<Counter>(
    'counters',
    {
      name: { type: DataTypes.STRING, unique: true, allowNull: false },
      value: { type: DataTypes.BIGINT, allowNull: false },
      flag: DataTypes.BOOLEAN,
      seenAt: DataTypes.DATE(3),
      payload: DataTypes.BLOB,
      details: DataTypes.JSON,
    },
    { timestamps: false },
  );
  const app = { storage, sequelize, counters };
  openApps.push(app);
  return app;
}

/** Closes what the test opened, whatever state the test left it in, and removes its files. */
export async function removeApps(): Promise<void> {
  const apps = openApps.splice(0);
  await Promise.all(apps.map(({ sequelize }) => sequelize.close()));
  for (const { storage } of apps) rmSync(dirname(storage), { recursive: true, force: true });
}

/** Read outside of any transaction that is open. */
export async function sharedValue({ counters }: App): Promise<number> {
  const where = { name: 'shared' };
  return (await counters.findOne({ where, transaction: null, rejectOnEmpty: true })).value;
}
