/** Gathers what the rules have to know of a deal: its row, its escrow account, its checklist, its open proposals. */
import type { CheckReport } from '../carriers';
import { escrowOf } from './books.rules';
import type { CarrierFact, SaleFacts } from './process/facts';
import type { Transaction } from './transaction.model';
import type { TransactionsContext } from './transactions.context';

/** Where FMCSA is silent a kept copy is checked, which can show what is wrong and prove nothing right. */
export const fmcsaAnswered = ({ checks }: CheckReport): boolean =>
  checks.every(({ id, verdict }) => id !== 'usdot.found' || verdict !== 'UNKNOWN');

export function createReadFacts({ platform, models, ledger, carriers }: TransactionsContext) {
  /** Only the final review asks for the carrier, so only there is it read. */
  async function carrierFact({ state, usdot, sellerId }: Transaction): Promise<CarrierFact | null> {
    if (state !== 'ADMIN_FINAL_REVIEW') return null;
    const report = await carriers.latestCheck(usdot);
    return {
      checkedAt: report && fmcsaAnswered(report) ? report.checkedAt : null,
      hardStops: report?.hardStops ?? [],
      controlLevel: await carriers.proofOfControlLevel(sellerId, usdot),
    };
  }

  return async (row: Transaction): Promise<SaleFacts> => {
    const items = await models.items.findAll({
      where: { transactionId: row.id },
      order: [['position', 'ASC']],
    });
    const disputes = await models.cardDisputes.findAll({ where: { transactionId: row.id } });
    const proposals = await models.proposals.findAll({ where: { transactionId: row.id, status: 'OPEN' } });
    return {
      now: platform.clock.now(),
      state: row.state,
      wait: row.wait,
      deadlineAt: row.deadlineAt,
      priceCents: row.priceCents,
      depositCents: row.depositCents,
      heldCents: await ledger.balance(escrowOf(row.id)),
      lostCents: disputes.reduce((sum, { borneCents }) => sum + borneCents, 0),
      openCardDisputes: disputes.filter(({ status }) => status === 'OPEN').length,
      signed: { BUYER: row.buyerAcceptedTermsAt !== null, SELLER: row.sellerAcceptedTermsAt !== null },
      approved: { BUYER: row.buyerApprovedAt !== null, SELLER: row.sellerApprovedAt !== null },
      onHoldSince: row.heldSince,
      items,
      proposals: proposals.map(({ id, kind, side, userId, outcome, buyerCents, sellerCents, days }) => ({
        id,
        kind,
        by: side,
        userId,
        outcome,
        split: buyerCents === null || sellerCents === null ? null : { buyerCents, sellerCents },
        days,
      })),
      carrier: await carrierFact(row),
      twoAdminLimitCents: platform.config.TWO_ADMIN_LIMIT_CENTS,
    };
  };
}
