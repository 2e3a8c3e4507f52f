/** Tells operators of rows that lists leave out: each once in the log, and all of them in a figure. */
import type { Measures } from '../metrics/measures';
import type { Logger } from './logger';
import type { ReportUnreadable } from './unreadable';

/** So many are known to have been told; beyond, they are told again. */
const REMEMBERED = 1_000;

export function createReportUnreadable(log: Logger, measures: Measures): ReportUnreadable {
  const count = measures.counter(
    'mcx_unreadable_rows_total',
    'Rows that were left out of a list since they cannot be read, each time; `mcx reconcile` names them.',
    {},
  );
  const told = new Set<string>();
  return ({ message, where }) => {
    count({});
    const row = where ?? message;
    if (told.has(row)) return;
    if (told.size >= REMEMBERED) told.clear();
    told.add(row);
    log.error('a row that cannot be read was left out of a list', { row, because: message });
  };
}
