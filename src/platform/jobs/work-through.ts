/** Works through everything that is due, however much it is, and each for itself. */
import { describeError, type Logger } from '../kernel/logger';

const BATCH = 200;

export interface DueWork<Row> {
  /** What is due and comes after this key, in the order of keys, `limit` at most. */
  find(last: string, limit: number): Promise<Row[]>;
  keyOf(row: Row): string;
  work(row: Row): Promise<void>;
}

/** One that fails is logged and due again next time: it keeps no other waiting, whatever stands before the other. */
export async function workThrough<Row>(log: Logger, { find, keyOf, work }: DueWork<Row>): Promise<void> {
  for (let last = '', more = true; more;) {
    const rows = await find(last, BATCH);
    for (const row of rows) {
      await work(row).catch((error: unknown) => {
        log.error('one of those due could not be dealt with', {
          about: keyOf(row),
          error: describeError(error),
        });
      });
    }
    const end = rows.at(-1);
    if (end !== undefined) last = keyOf(end);
    more = rows.length === BATCH;
  }
}
