/** Whose a payment is: its payer, and whoever else has a part in what it is for. No administrator among them acts on it. */
import type { Words } from '../../platform/db/records';
import type { PaymentRow } from './payment.model';

/** Answers the people who have a part in what a payment of one purpose is for. */
export type PartiesOf = (subjectId: string) => Promise<readonly string[]>;

/** Ids of what payments are for, by the words that it is known by. */
export type SelectSubjectIds = (words: Words) => string;

export type PaymentParties = ReturnType<typeof createPaymentParties>;

const NOTHING = 'SELECT p.subjectId FROM payments p WHERE 1 = 0';

export function createPaymentParties() {
  const byPurpose = new Map<string, PartiesOf>();
  const searched: SelectSubjectIds[] = [];

  return {
    /** A module above tells whom it knows; each purpose has one owner. */
    tellParties: (purpose: string, partiesOf: PartiesOf): void => void byPurpose.set(purpose, partiesOf),

    /** A module above tells how what it takes money for is found. */
    tellWords: (select: SelectSubjectIds): void => void searched.push(select),

    selectSubjectIds: (words: Words): string =>
      [NOTHING, ...searched.map((select) => select(words))].join(' UNION ALL '),

    async partiesOf(payment: Pick<PaymentRow, 'payerId' | 'purpose' | 'subjectId'>): Promise<string[]> {
      const others = await byPurpose.get(payment.purpose)?.(payment.subjectId);
      return [payment.payerId, ...(others ?? [])];
    },
  };
}
