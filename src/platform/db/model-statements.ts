/**
 * Sends what is asked of models most as the prepared statements of `select` and `change`: rows by the values of columns,
 * new rows, changes of a row. What Sequelize does for them costs ten times what they cost. Whatever else is asked of a model
 * (conditions with operators, counts, groups) goes Sequelize's way, by its own methods.
 */
import { EmptyResultError, type Model, type ModelStatic } from 'sequelize';
import type { Database, Values } from './database';

type Scalar = string | number | null;
type Sender = Pick<Database, 'select' | 'change' | 'forUpdate'>;

/** Of a finder, as far as it is known here. */
interface Wanted {
  where?: unknown;
  order?: unknown;
  attributes?: unknown;
  limit?: unknown;
  lock?: unknown;
  rejectOnEmpty?: unknown;
}
const WANTED = new Set(['where', 'order', 'attributes', 'limit', 'lock', 'rejectOnEmpty']);

interface Statement {
  sql: string;
  values: Values;
}

/** The insides of a row that Sequelize's `save` writes as well. */
interface Insides {
  dataValues: Record<string, unknown>;
  _previousDataValues: Record<string, unknown>;
}
const insidesOf = (row: Model): Insides => row as unknown as Insides;

/** What a driver takes as it is; undefined for anything else. */
function scalar(value: unknown): Scalar | undefined {
  if (typeof value === 'boolean') return Number(value);
  return value === null || typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  const isObject = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isObject && Object.getOwnPropertySymbols(value).length === 0;
}

/** Takes over the commonest methods of a bound model and of its rows. */
export function sendStatements(
  model: ModelStatic<Model>,
  table: string,
  { select, change, forUpdate }: Sender,
): void {
  const attributes = model.getAttributes();
  const columns = Object.keys(attributes);
  const known = new Set(columns);
  const keys = model.primaryKeyAttributes;
  const [key] = keys;
  // A key that the database gives is Sequelize's to know.
  if (columns.some((name) => attributes[name]?.autoIncrement) || key === undefined) return;
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const all = list(columns);

  /** ` WHERE …`; null where there is more to it than values of columns. */
  function conditionOf(where: unknown): Statement | null {
    if (where === undefined) return { sql: '', values: {} };
    if (!isPlain(where)) return null;
    const [conditions, values]: [string[], Values] = [[], {}];
    for (const [name, value] of Object.entries(where)) {
      if (!known.has(name)) return null;
      const given = Array.isArray(value) ? value.map(scalar) : scalar(value);
      if (given === undefined) return null;
      if (Array.isArray(given)) {
        if (given.length === 0 || given.some((each) => each === undefined || each === null)) return null;
        conditions.push(`\`${name}\` IN (:is_${name})`);
        values[`is_${name}`] = given as (string | number)[];
      } else if (given === null) {
        conditions.push(`\`${name}\` IS NULL`);
      } else {
        conditions.push(`\`${name}\` = :is_${name}`);
        values[`is_${name}`] = given;
      }
    }
    return { sql: conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '', values };
  }

  /** ` ORDER BY …`; null where there is more to it than columns. */
  function orderOf(order: unknown): string | null {
    if (order === undefined) return '';
    if (!Array.isArray(order)) return null;
    const parts = order.map((part: unknown) => {
      const [name, way] = Array.isArray(part) && part.length === 2 ? (part as unknown[]) : [];
      return typeof name === 'string' && known.has(name) && (way === 'ASC' || way === 'DESC')
        ? `\`${name}\` ${way}`
        : null;
    });
    return parts.includes(null) ? null : ` ORDER BY ${parts.join(', ')}`;
  }

  function selectOf(options: unknown): Statement | null {
    if (!isPlain(options))
      return options === undefined ? { sql: `SELECT ${all} FROM ${table}`, values: {} } : null;
    for (const [name, value] of Object.entries(options))
      if (value !== undefined && !WANTED.has(name)) return null;
    const { where, order, attributes: names, limit, lock }: Wanted = options;
    const [condition, ordered] = [conditionOf(where), orderOf(order)];
    if (!condition || ordered === null) return null;
    const isList = (given: unknown): given is string[] =>
      Array.isArray(given) && given.length > 0 && given.every((name) => known.has(name as string));
    if (names !== undefined && !isList(names)) return null;
    if (limit !== undefined && !Number.isSafeInteger(limit)) return null;
    if (lock !== undefined && typeof lock !== 'boolean') return null;
    const most = limit === undefined ? '' : ` LIMIT ${limit as number}`;
    const locked = lock === true && forUpdate !== '' ? ` ${forUpdate}` : '';
    const from = `SELECT ${names === undefined ? all : list(names)} FROM ${table}`;
    return { sql: `${from}${condition.sql}${ordered}${most}${locked}`, values: condition.values };
  }

  const rowOf = (values: object): Model =>
    model.build(values as never, { isNewRecord: false, raw: true, ...{ includeValidated: true } });

  async function read({ sql, values }: Statement, options: Wanted | undefined): Promise<Model[]> {
    const rows = await select(sql, values);
    if (rows.length === 0 && options?.rejectOnEmpty) {
      const { rejectOnEmpty: error } = options;
      throw error instanceof Error ? error : new EmptyResultError(`No row of ${table} was found.`);
    }
    return rows.map(rowOf);
  }

  /** The values of these columns as they are stored; null where one is no such value. */
  function storedOf(row: Model, names: readonly string[]): Record<string, Scalar> | null {
    const { dataValues } = insidesOf(row);
    const values: Record<string, Scalar> = {};
    for (const name of names) {
      const given = scalar(dataValues[name]);
      if (given === undefined) return null;
      if (given === null && (attributes[name]?.allowNull === false || keys.includes(name))) return null;
      values[name] = given;
    }
    return values;
  }

  /** Null where Sequelize has to look at it, to write it its own way or to refuse it. */
  function insertOf(rows: readonly Model[]): Statement | null {
    const [first] = rows;
    if (!first) return null;
    const isGiven = (row: Model, name: string) => insidesOf(row).dataValues[name] !== undefined;
    const names = columns.filter((name) => isGiven(first, name));
    const isMissing = (name: string) =>
      !names.includes(name) && (attributes[name]?.allowNull === false || keys.includes(name));
    if (columns.some(isMissing)) return null;
    const [values, places]: [Values, string[]] = [{}, []];
    for (const [n, row] of rows.entries()) {
      const stored = storedOf(row, names);
      if (!stored || columns.some((name) => isGiven(row, name) && !names.includes(name))) return null;
      for (const name of names) values[`${name}_${n}`] = stored[name] as Scalar;
      places.push(`(${names.map((name) => `:${name}_${n}`).join(', ')})`);
    }
    return { sql: `INSERT INTO ${table} (${list(names)}) VALUES ${places.join(', ')}`, values };
  }

  function updateOf(row: Model, names: readonly string[]): Statement | null {
    const [stored, own] = [storedOf(row, names), storedOf(row, keys)];
    if (!stored || !own) return null;
    const condition = conditionOf(own);
    return condition && withChanges(stored, condition);
  }

  const withChanges = (stored: Record<string, Scalar>, { sql, values }: Statement): Statement => ({
    sql: `UPDATE ${table} SET ${Object.keys(stored)
      .map((name) => `\`${name}\` = :${name}`)
      .join(', ')}${sql}`,
    values: { ...stored, ...values },
  });

  /** The row is as the database has it. */
  function markWritten(row: Model): Model {
    const insides = insidesOf(row);
    row.isNewRecord = false;
    insides._previousDataValues = { ...insides.dataValues };
    for (const name of changedOf(row)) row.changed(name as never, false);
    return row;
  }

  const changedOf = (row: Model): string[] => (row.changed() || []).filter((name) => known.has(name));

  const { findAll, findOne, create, bulkCreate, update } = model;
  const { save, update: updateRow } = model.prototype;

  async function findFirst(this: unknown, options: Wanted | undefined): Promise<Model | null> {
    const statement = selectOf(isPlain(options) ? { ...options, limit: 1 } : options);
    if (!statement) return findOne.call(this as never, options as never);
    return (await read(statement, options))[0] ?? null;
  }

  Object.assign(model, {
    async findAll(options?: Wanted) {
      const statement = selectOf(options);
      return statement ? read(statement, options) : findAll.call(model, options as never);
    },
    findOne: findFirst.bind(model),
    async findByPk(value: unknown, options?: object) {
      if (value === null || value === undefined) return null;
      const statement = selectOf({ ...options, where: { [key]: value } });
      return statement
        ? ((await read(statement, options))[0] ?? null)
        : findOne.call(model, { ...options, where: { [key]: value } } as never);
    },
    async create(values?: object, options?: object) {
      if (options !== undefined) return create.call(model, values as never, options as never);
      return model.build(values as never).save();
    },
    async bulkCreate(rows: readonly object[], options?: object) {
      const built = options === undefined ? rows.map((values) => model.build(values as never)) : [];
      const insert = insertOf(built);
      if (!insert) return bulkCreate.call(model, rows as never, options as never);
      await change(insert.sql, insert.values);
      return built.map(markWritten);
    },
    async update(values: Record<string, unknown>, options: { where: unknown }) {
      const names = Object.keys(values).filter((name) => values[name] !== undefined);
      const condition = Object.keys(options).every((name) => name === 'where') && conditionOf(options.where);
      const row = rowOf({}).set(values as never);
      const stored = names.length > 0 && names.every((name) => known.has(name)) ? storedOf(row, names) : null;
      if (!condition || condition.sql === '' || !stored)
        return update.call(model, values as never, options as never);
      const statement = withChanges(stored, condition);
      return [await change(statement.sql, statement.values)];
    },
  });

  Object.assign(model.prototype, {
    async save(this: Model, options?: object) {
      if (options !== undefined) return save.call(this, options);
      const names = changedOf(this);
      if (!this.isNewRecord && names.length === 0) return this;
      const statement = this.isNewRecord ? insertOf([this]) : updateOf(this, names);
      if (!statement) return save.call(this);
      await change(statement.sql, statement.values);
      return markWritten(this);
    },
    async update(this: Model, values: Record<string, unknown>, options?: object) {
      if (options !== undefined) return updateRow.call(this, values as never, options as never);
      for (const [name, value] of Object.entries(values))
        if (value !== undefined) this.set(name as never, value as never);
      return this.save();
    },
  });
}
