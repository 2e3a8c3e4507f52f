/** Reads the rows of a list of Stripe's; one of another shape is named, and the others are read. */
import { z } from 'zod';
import { UnreadableStored } from '../../../platform/kernel/unreadable';
import type { OnUnreadable } from '../payment-gateway';

const Named = z.object({ id: z.string() });

const idOf = (row: unknown): string => Named.safeParse(row).data?.id ?? 'without an id';

/** Null for what is no fault of the row. */
function whyUnreadable(error: unknown): string | null {
  if (error instanceof UnreadableStored || error instanceof TypeError) return error.message;
  if (!(error instanceof z.ZodError)) return null;
  return `It is not as expected: ${error.issues.map(({ path }) => path.join('.')).join(', ')}.`;
}

export function readRows<Row, Read>(
  rows: readonly Row[],
  read: (row: Row) => Read,
  onUnreadable?: OnUnreadable,
): Read[] {
  return rows.flatMap((row) => {
    try {
      return [read(row)];
    } catch (error) {
      const because = whyUnreadable(error);
      if (!onUnreadable || because === null) throw error;
      onUnreadable({ id: idOf(row), because });
      return [];
    }
  });
}
