/** Changes of a table that no single statement makes on every database: a new definition, and CHECKs with a name. */
import type { MigrationTools } from './migration-tools';
import { refusingTrigger } from './triggers';

export interface TableRemake {
  /** What stands between the parentheses of CREATE TABLE: columns, CHECKs without a name, keys, foreign keys. */
  definition: string;
  /** Columns of the new table, each with what fills it: an expression over the old row. */
  from: Record<string, string>;
  /** CHECKs with a name. They stand apart because a schema of MySQL has each name once, and the old table has it still. */
  checks?: Record<string, string>;
  /** The CREATE INDEX statements of the new table: those of the old one go with it. */
  indexes: string[];
  /** Must be said again of a table that was insert-only: its triggers go with it. */
  insertOnly?: boolean;
}

const WRITES = ['INSERT', 'UPDATE', 'DELETE'];

export async function remakeTable(tools: MigrationTools, table: string, remake: TableRemake): Promise<void> {
  const { dialect, run, makeInsertOnly } = tools;
  await refuseToForgetInsertOnly(tools, table, remake);
  if (dialect === 'mysql') await swapOnMysql(tools, table, remake);
  else {
    const checks = Object.entries(remake.checks ?? {}).map(([name, condition]) => checkOf(name, condition));
    await swapEmbedded(tools, table, [remake.definition, ...checks].join(', '), remake.from);
  }
  for (const index of remake.indexes) await run(index);
  if (remake.insertOnly) await makeInsertOnly(table);
}

export async function addCheck(
  tools: MigrationTools,
  table: string,
  name: string,
  condition: string,
): Promise<void> {
  const check = checkOf(name, condition);
  if (tools.dialect === 'mysql') await tools.run(`ALTER TABLE ${table} ADD ${check}`);
  else await changeDefinition(tools, table, (definition) => `${definition}, ${check}`);
}

export async function replaceCheck(
  tools: MigrationTools,
  table: string,
  name: string,
  condition: string,
): Promise<void> {
  const check = checkOf(name, condition);
  if (tools.dialect === 'mysql') {
    await tools.run(`ALTER TABLE ${table} DROP CONSTRAINT ${name}, ADD ${check}`);
  } else {
    await changeDefinition(tools, table, (definition) => `${withoutCheck(definition, name)}, ${check}`);
  }
}

export async function dropCheck(tools: MigrationTools, table: string, name: string): Promise<void> {
  if (tools.dialect === 'mysql') await tools.run(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  else await changeDefinition(tools, table, (definition) => withoutCheck(definition, name));
}

const checkOf = (name: string, condition: string): string => `CONSTRAINT ${name} CHECK (${condition})`;

async function refuseToForgetInsertOnly(
  { dialect, select }: MigrationTools,
  table: string,
  { insertOnly = false }: TableRemake,
): Promise<void> {
  const triggers = await select<{ name: string }>(
    dialect === 'mysql'
      ? `SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS
         WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME = :name`
      : `SELECT name FROM sqlite_master WHERE type = 'trigger' AND name = :name`,
    { name: `${table}_no_update` },
  );
  if (triggers.length > 0 && !insertOnly) {
    throw new Error(`${table} is insert-only: its new definition must say \`insertOnly: true\`.`);
  }
}

/**
 * The rows are copied and the tables swapped. Children keep pointing to the name; their foreign keys are not looked at
 * meanwhile, and hold again afterwards. What another instance would write between copy and swap would be lost: the old
 * table refuses it until it is gone.
 */
async function swapOnMysql(tools: MigrationTools, table: string, remake: TableRemake): Promise<void> {
  const { words, run } = tools;
  const remade = `${table}_remade`;
  await run('SET foreign_key_checks = 0');
  await run(`CREATE TABLE ${remade} (${remake.definition}) ${words.tableEnd}`);
  for (const verb of WRITES) {
    await run(
      refusingTrigger('mysql', `${table}_frozen_${verb.toLowerCase()}`, verb, table, 'is being remade'),
    );
  }
  await run(copyOf(remade, table, remake.from));
  await run(`DROP TABLE ${table}`);
  await run(`ALTER TABLE ${remade} RENAME TO ${table}`);
  await run('SET foreign_key_checks = 1');
  for (const [name, condition] of Object.entries(remake.checks ?? {})) {
    await run(`ALTER TABLE ${table} ADD ${checkOf(name, condition)}`);
  }
}

/**
 * SQLite changes no constraint of a table, and renaming one takes the foreign keys of its children along. So the rows
 * are set aside and put back under the old name, with the foreign keys held at the end of the migration's unit.
 */
async function swapEmbedded(
  { run }: MigrationTools,
  table: string,
  definition: string,
  from: Record<string, string>,
): Promise<void> {
  const aside = `${table}_aside`;
  await run('PRAGMA defer_foreign_keys = ON');
  await run(`CREATE TABLE ${aside} AS SELECT * FROM ${table}`);
  await run(`DROP TABLE ${table}`);
  await run(`CREATE TABLE ${table} (${definition})`);
  await run(copyOf(table, aside, from));
  await run(`DROP TABLE ${aside}`);
}

const copyOf = (into: string, source: string, from: Record<string, string>): string =>
  `INSERT INTO ${into} (${Object.keys(from).join(', ')}) SELECT ${Object.values(from).join(', ')} FROM ${source}`;

/** Remakes a table of the embedded database with its definition changed, its indexes and triggers as they were. */
async function changeDefinition(
  tools: MigrationTools,
  table: string,
  change: (definition: string) => string,
): Promise<void> {
  const { select, run } = tools;
  const [stored] = await select<{ sql: string }>(
    `SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table`,
    { table },
  );
  if (!stored) throw new Error(`There is no table ${table}.`);
  const definition = stored.sql.slice(stored.sql.indexOf('(') + 1, stored.sql.lastIndexOf(')'));
  const columns = await select<{ name: string }>(
    'SELECT name FROM pragma_table_xinfo(:table) WHERE hidden = 0',
    { table },
  );
  const belongings = await select<{ sql: string }>(
    `SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND tbl_name = :table AND sql IS NOT NULL`,
    { table },
  );
  const from = Object.fromEntries(columns.map(({ name }) => [name, name]));
  await swapEmbedded(tools, table, change(definition), from);
  for (const { sql } of belongings) await run(sql);
}

function withoutCheck(definition: string, name: string): string {
  const head = new RegExp(`,?\\s*CONSTRAINT ${name} CHECK \\(`, 'i').exec(definition);
  if (!head) throw new Error(`There is no CHECK of the name ${name}.`);
  const end = endOfParenthesis(definition, head.index + head[0].length);
  return definition.slice(0, head.index) + definition.slice(end);
}

/** The place after the parenthesis that was opened before `start`; those within quoted text do not count. */
function endOfParenthesis(text: string, start: number): number {
  let depth = 1;
  let quoted = false;
  for (let place = start; place < text.length; place += 1) {
    const character = text[place];
    if (character === "'") quoted = !quoted;
    else if (!quoted && character === '(') depth += 1;
    else if (!quoted && character === ')') depth -= 1;
    if (depth === 0) return place + 1;
  }
  throw new Error('A parenthesis is never closed.');
}
