/** Holds the wires that admins sent, and those that came back, against what they settle and the ledger. */
import { dollars } from '../../../platform/kernel/money';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { TransferRow } from '../../ledger';
import { allRowsOf } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import type { SentWireRow } from '../sent-wire.model';
import { returnFeeTransferId, returnTransferId, sentTransferId } from './sent-wires';
import type { PaymentsContext } from '../payments.context';

const violation = violationsOf('payments');

export function createFindSentWireViolations({ platform, models, ledger }: PaymentsContext) {
  const { database } = platform;
  const { sentWires } = models;

  return async function findSentWireViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const batch of walk(allRowsOf(sentWires))) {
      const booked = await ledger.findTransfers(batch.flatMap(transferIdsOf));
      for (const wire of batch) {
        if (holdAgainstLedger(wire, booked).length > 0) found.push(...(await lookAgain(wire)));
      }
    }
    return [...found, ...(await findUnsettled('refund')), ...(await findUnsettled('payout'))];
  };

  /** With the row locked: it may just be coming back. */
  function lookAgain({ id }: SentWireRow): Promise<Violation[]> {
    return database.atomically(async () => {
      const locked = await sentWires.findByPk(id, { lock: true, rejectOnEmpty: true });
      return holdAgainstLedger(locked, await ledger.findTransfers(transferIdsOf(locked)));
    });
  }

  /** In one statement, which sees a wire and what it settles at one moment. */
  async function findUnsettled(settles: SentWireRow['settles']): Promise<Violation[]> {
    const rows = await database.select<{ id: string; status: string; reference: string | null }>(
      `SELECT s.id, s.status, w.reference FROM ${settles}s s
       LEFT JOIN sent_wires w ON w.settles = :settles AND w.subjectId = s.id AND w.returnReference IS NULL
       WHERE (CASE WHEN ${WIRED[settles]} THEN 1 ELSE 0 END) <> (CASE WHEN w.id IS NULL THEN 0 ELSE 1 END)
         OR w.reference <> s.bankReference OR w.amountCents <> s.amountCents`,
      { settles },
    );
    return rows.map(({ id, status, reference }) =>
      violation(`${settles}_wired`, id, `${status}; the wire that is out: ${reference ?? 'none'}.`),
    );
  }
}

const WIRED = {
  // A dispute that was lost, or a refund that other hands made, settles a refund without a wire.
  refund: `s.bankReference IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM card_disputes d WHERE d.gatewayDisputeId = s.bankReference)
    AND NOT EXISTS (SELECT 1 FROM outside_refunds o WHERE o.settlesRefundId = s.id AND o.status = 'BOOKED')`,
  payout: `s.method = 'WIRE' AND s.status = 'PAID'`,
};

const transferIdsOf = (wire: SentWireRow): string[] => [
  sentTransferId(wire),
  returnTransferId(wire),
  returnFeeTransferId(wire),
];

function holdAgainstLedger(wire: SentWireRow, booked: Map<string, TransferRow>): Violation[] {
  const expected = [
    { id: sentTransferId(wire), amount: wire.amountCents },
    { id: returnTransferId(wire), amount: wire.returnReference === null ? 0 : wire.amountCents },
    { id: returnFeeTransferId(wire), amount: wire.returnFeeCents },
  ];
  return expected
    .filter(({ id, amount }) => (booked.get(id)?.amount ?? 0) !== amount)
    .map(({ id, amount }) =>
      violation('sent_wire_booked', wire.id, `${id}: ${dollars(amount)} should be booked.`),
    );
}
