/** Which credit of whom a transfer has spent. */

const SPENDING = 'credits:spending:';
const CREDITS_OF = 'credits:';

/** Null where it spent none. */
export function spendingOf({ id, debit }: { id: string; debit: string }): {
  userId: string;
  spendingKey: string;
} | null {
  if (!id.startsWith(SPENDING) || !debit.startsWith(CREDITS_OF)) return null;
  return { userId: debit.slice(CREDITS_OF.length), spendingKey: id.slice(SPENDING.length) };
}
