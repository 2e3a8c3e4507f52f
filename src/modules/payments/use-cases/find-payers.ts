/** Whose payments these are and what they paid for, for the lists of administrators. */
import type { User } from '../../identity';
import type { PaymentRow } from '../payment.model';
import type { PaymentsContext } from '../payments.context';

export interface Payers {
  payments: Map<string, PaymentRow>;
  /** By user id; one who has left is missing. */
  people: Map<string, User>;
}

export const createFindPayers =
  ({ models: { payments }, identity }: PaymentsContext) =>
  async (paymentIds: (string | null)[]): Promise<Payers> => {
    const ids = [...new Set(paymentIds.filter((id) => id !== null))];
    const rows = ids.length === 0 ? [] : await payments.findAll({ where: { id: ids } });
    const people = await identity.findUsers([...new Set(rows.map(({ payerId }) => payerId))]);
    return { payments: new Map(rows.map((row) => [row.id, row])), people };
  };
