/** Writes down the statements that an app sends to its database while something is done. */
import type { Sequelize } from 'sequelize';
import type { TestApp } from './app';

/** Sequelize reads its options at every statement, but does not tell TypeScript that it has them. */
type WithOptions = Sequelize & { options: { logging: false | ((line: string) => void) } };

/** Opens or closes a unit, or shapes a connection: the same for every unit. */
const FRAME = /^(START TRANSACTION|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|SET |SELECT 1$|PRAGMA)/i;

export interface Statement {
  /** `SELECT offers`, `INSERT events`. */
  name: string;
  /** Statements of one unit bear the same; `default` outside of any. */
  unit: string;
}

export interface Recorded<Result> {
  result: Result;
  /** In order, the frame of units left out. */
  statements: Statement[];
}

export async function recordStatements<Result>(
  app: { platform: Pick<TestApp['platform'], 'database'> },
  work: () => Promise<Result>,
): Promise<Recorded<Result>> {
  const { options } = app.platform.database.sequelize as WithOptions;
  const statements: Statement[] = [];
  const before = options.logging;
  options.logging = (line: string) => {
    const [, unit = 'default', sql = ''] = /^Executing \(([^)]*)\): ([^]*)$/.exec(line) ?? [];
    if (!FRAME.test(sql.trim())) statements.push({ name: nameOf(sql.trim()), unit });
  };
  try {
    return { result: await work(), statements };
  } finally {
    options.logging = before;
  }
}

/** Tells the number of each statement as it is sent, from 1 on. */
export function onEachStatement(sequelize: Sequelize, hear: (count: number) => void): void {
  let count = 0;
  (sequelize as WithOptions).options.logging = () => hear((count += 1));
}

/** The statements of the unit that holds the named one. */
export function unitWith(name: string, statements: Statement[]): Statement[] {
  const unit = statements.find((statement) => statement.name === name)?.unit;
  return statements.filter((statement) => statement.unit === unit);
}

function nameOf(sql: string): string {
  const verb = sql.slice(0, sql.search(/\s/)).toUpperCase();
  const table = /(?:FROM|INTO|^UPDATE(?: OR IGNORE| IGNORE)?)\s+[`"]?(\w+)/i.exec(sql)?.[1] ?? '?';
  return `${verb} ${table}`;
}
