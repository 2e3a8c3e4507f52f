/** What a migration works with: the words that the databases spell differently, and the changes that they make differently. */
import { QueryTypes } from 'sequelize';
import type { Database, Dialect, Values } from './database';
import { addCheck, dropCheck, remakeTable, replaceCheck, type TableRemake } from './remake-table';
import { refusingTrigger } from './triggers';

/** The few words that the databases spell differently. */
export interface SchemaWords {
  /** UUID, compared byte by byte. */
  id: string;
  /** An ASCII key of at most `length` characters, compared byte by byte. */
  key(length: number): string;
  /** Text of at most `length` characters, compared byte by byte. */
  text(length: number): string;
  longText: string;
  integer: string;
  /** Instants (ms), cents and counters. */
  big: string;
  flag: string;
  real: string;
  /** Ends a CREATE TABLE. */
  tableEnd: string;
}

export interface MigrationTools {
  words: SchemaWords;
  dialect: Dialect;
  run(sql: string, values?: Values): Promise<void>;
  /**
   * A migration that was cut short reads again, so what it reads must be there still: it does not remake or drop what
   * it has read. That is for a migration of its own.
   */
  select<Row extends object>(sql: string, values?: Values): Promise<Row[]>;
  /** From now on rows of the table can be added, never changed or removed. */
  makeInsertOnly(table: string): Promise<void>;
  /** A CHECK with a name, so that a later migration can replace or drop it. */
  addCheck(table: string, name: string, condition: string): Promise<void>;
  replaceCheck(table: string, name: string, condition: string): Promise<void>;
  dropCheck(table: string, name: string): Promise<void>;
  /** Gives a table a new definition and keeps its rows, though other tables point to it. */
  remakeTable(table: string, remake: TableRemake): Promise<void>;
}

const ASCII_BIN = 'CHARACTER SET ascii COLLATE ascii_bin';

const mysqlWords: SchemaWords = {
  id: `CHAR(36) ${ASCII_BIN}`,
  key: (length) => `VARCHAR(${length}) ${ASCII_BIN}`,
  text: (length) => `VARCHAR(${length})`,
  longText: 'LONGTEXT',
  integer: 'INT',
  big: 'BIGINT',
  flag: 'TINYINT',
  real: 'DOUBLE',
  tableEnd: 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin',
};

const embeddedWords: SchemaWords = {
  id: 'TEXT',
  key: () => 'TEXT',
  text: () => 'TEXT',
  longText: 'TEXT',
  integer: 'INTEGER',
  big: 'INTEGER',
  flag: 'INTEGER',
  real: 'REAL',
  tableEnd: '',
};

/** `run` decides how a statement is carried out so that it is not lost and not repeated: see `migration-steps.ts`. */
export function createMigrationTools(
  { sequelize, dialect }: Database,
  run: MigrationTools['run'],
): MigrationTools {
  const tools: MigrationTools = {
    words: dialect === 'mysql' ? mysqlWords : embeddedWords,
    dialect,
    run,
    select: <Row extends object>(sql: string, values: Values = {}) =>
      sequelize.query<Row>(sql, { type: QueryTypes.SELECT, replacements: values }),
    async makeInsertOnly(table) {
      for (const verb of ['UPDATE', 'DELETE']) {
        await run(
          refusingTrigger(dialect, `${table}_no_${verb.toLowerCase()}`, verb, table, 'is insert-only'),
        );
      }
    },
    addCheck: (table, name, condition) => addCheck(tools, table, name, condition),
    replaceCheck: (table, name, condition) => replaceCheck(tools, table, name, condition),
    dropCheck: (table, name) => dropCheck(tools, table, name),
    remakeTable: (table, remake) => remakeTable(tools, table, remake),
  };
  return tools;
}
