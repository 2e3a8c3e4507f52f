/** Rows that this version cannot read: a list leaves them out and operators hear of it; who asks for one alone is told. */
import { createAmbient } from './ambient';

/** A row holds what this version cannot read. */
export class UnreadableStored extends Error {
  /** What of which row it is, as `messages.documents of 0193…`; null where that is not known. */
  readonly where: string | null;

  constructor(message: string, where: string | null = null) {
    super(message);
    this.name = 'UnreadableStored';
    this.where = where;
  }
}

export type ReportUnreadable = (error: UnreadableStored) => void;

const reporter = createAmbient<ReportUnreadable | null>();

/** Within `work`, lists leave out what cannot be read, and `report` is told of each row: so it is in requests and jobs. */
export const leavingOutUnreadable = <Result>(report: ReportUnreadable, work: () => Result): Result =>
  reporter.run(report, work);

/** Within `work` nothing is left out, whatever surrounds it: for proofs. */
export const leavingOutNothing = <Result>(work: () => Result): Result => reporter.run(null, work);

/** For a list that leaves a row out. @throws error where it is another one, or nobody would hear of it */
function leaveOut(error: unknown): void {
  const report = reporter.get();
  if (!report || !(error instanceof UnreadableStored)) throw error;
  report(error);
}

/** Of a row that knows what may stand in it: throws `UnreadableStored` where something else does. */
export const REFUSE_UNREADABLE = Symbol('refuse unreadable');

function refuse(row: unknown): void {
  const refuseIt = (row as { [REFUSE_UNREADABLE]?: () => void } | null | undefined)?.[REFUSE_UNREADABLE];
  if (refuseIt) refuseIt.call(row);
}

/** A row, or what a list has gathered around one. @throws UnreadableStored */
export function refuseUnreadable(row: unknown): void {
  refuse(row);
  if (typeof row !== 'object' || row === null || REFUSE_UNREADABLE in row) return;
  for (const part of Object.values(row)) refuse(part);
}

/** What `read` makes of each row. Those that cannot be read are left out where somebody hears of it, and else thrown. */
export const readEach = <Row, Item>(rows: readonly Row[], read: (row: Row) => Item): Item[] =>
  rows.flatMap((row) => {
    try {
      refuseUnreadable(row);
      return [read(row)];
    } catch (error) {
      leaveOut(error);
      return [];
    }
  });

/** The same where `read` takes them all at once: one by one where one of them cannot be read. */
export async function readTogether<Row, Item>(
  rows: readonly Row[],
  read: (rows: Row[]) => Item[] | Promise<Item[]>,
): Promise<Item[]> {
  try {
    rows.forEach(refuseUnreadable);
    return await read([...rows]);
  } catch (error) {
    if (!(error instanceof UnreadableStored)) throw error;
  }
  const items: Item[] = [];
  for (const row of rows) {
    try {
      refuseUnreadable(row);
      items.push(...(await read([row])));
    } catch (error) {
      leaveOut(error);
    }
  }
  return items;
}
