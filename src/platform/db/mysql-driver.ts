/** Sends statements to MySQL or MariaDB: prepared where they come again. */
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2';
import { refusePastDeadline } from './deadline';
import type { Driver } from './direct-statements';
import type { Placed } from './place-values';

/** A statement with more is seldom sent twice with as many. */
const MOST_PREPARED_VALUES = 64;
const PREPARABLE = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;
const DEAD_LOCK = 1213;
/** The server keeps no more prepared statements, or does not prepare this one. */
const NOT_PREPARED = [1461, 1295];

type Answer = RowDataPacket[] | ResultSetHeader;
type Failure = Error & { errno?: number };

function ask(connection: Connection, { sql, values, again }: Placed): Promise<Answer> {
  const prepared = again && values.length <= MOST_PREPARED_VALUES && PREPARABLE.test(sql);
  return new Promise((resolve, reject) => {
    const answered = (error: Failure | null, answer: Answer) => {
      if (!error) resolve(answer);
      else if (prepared && NOT_PREPARED.includes(error.errno ?? 0)) {
        ask(connection, { sql, values, again: false }).then(resolve, reject);
      } else reject(error);
    };
    if (prepared) connection.execute({ sql, values }, answered);
    else connection.query({ sql, values }, answered);
  });
}

export const mysqlDriver: Driver<Connection> = {
  select: ask as (connection: Connection, statement: Placed) => Promise<RowDataPacket[]>,
  change: async (connection, statement) =>
    ((await ask(connection, statement)) as ResultSetHeader).affectedRows,
  beforeEach: refusePastDeadline,
  isPooled: true,
  begin: 'START TRANSACTION',
  endsUnit: (error) => (error as Failure).errno === DEAD_LOCK,
};
