/** Whose a payment is: its payer, and whoever else has a part in what it is for. No administrator among them acts on it. */
import type { PaymentRow } from './payment.model';

/** Answers the people who have a part in what a payment of one purpose is for. */
export type PartiesOf = (subjectId: string) => Promise<readonly string[]>;

export type PaymentParties = ReturnType<typeof createPaymentParties>;

export function createPaymentParties() {
  const byPurpose = new Map<string, PartiesOf>();

  return {
    /** A module above tells whom it knows; each purpose has one owner. */
    tellParties: (purpose: string, partiesOf: PartiesOf): void => void byPurpose.set(purpose, partiesOf),

    async partiesOf(payment: Pick<PaymentRow, 'payerId' | 'purpose' | 'subjectId'>): Promise<string[]> {
      const others = await byPurpose.get(payment.purpose)?.(payment.subjectId);
      return [payment.payerId, ...(others ?? [])];
    },
  };
}
