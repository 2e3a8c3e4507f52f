/** A party accepts an offer, which opens the deal: its terms and sums are fixed, its checklist is laid out. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { CheckReport } from '../../carriers';
import type { Listing } from '../../listings';
import type { AcceptedOffer } from '../../offers';
import { noSuchDeal, readerOf } from '../make-move';
import { fixSums } from '../money.rules';
import { CHECKLISTS } from '../process/checklists';
import { NOT_WAITING, wakeAt, waitAfter } from '../process/deadline.rules';
import { currentProcess, openingOf } from '../process/processes';
import { type FrozenTerms, hashOfTerms } from '../terms.rules';
import { createTimeline, newsAbout } from '../timeline';
import type { Transaction } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { transactionOpened } from '../transactions.events';
import type { Accepted } from '../transactions.schema';
import type { CheckCarrier } from './check-carrier';

export function createOpenDeal(context: TransactionsContext, checkCarrier: CheckCarrier) {
  const { platform, models, offers, listings } = context;
  const { database, outbox, config } = platform;
  const record = createTimeline(context);
  const opening = openingOf(currentProcess);

  function freeze(accepted: AcceptedOffer, listing: Listing): FrozenTerms {
    if (!listing.deal) throw new Error(`Listing ${listing.id} was sold without saying how.`);
    const { amountCents: priceCents, terms: agreed } = accepted;
    const sums = fixSums(priceCents, agreed.holdbackPct, {
      feeBasisPoints: config.TRANSACTION_FEE_BASIS_POINTS,
      depositBasisPoints: config.DEPOSIT_BASIS_POINTS,
      depositLeastCents: config.DEPOSIT_LEAST_CENTS,
      depositMostCents: config.DEPOSIT_MOST_CENTS,
    });
    return {
      processVersion: currentProcess.version,
      offerId: accepted.offerId,
      offerVersionId: accepted.versionId,
      listingId: accepted.listingId,
      usdot: listing.usdot,
      buyerId: accepted.buyerId,
      sellerId: accepted.sellerId,
      dealStructure: listing.deal.dealStructure,
      priceCents,
      ...sums,
      holdbackDays: agreed.holdbackDays,
      agreed,
    };
  }

  function createRow(accepted: AcceptedOffer, listing: Listing, report: CheckReport): Promise<Transaction> {
    const terms = freeze(accepted, listing);
    const { agreed: _agreed, offerVersionId: _offerVersionId, ...columns } = terms;
    const now = accepted.acceptedAt;
    const waiting = waitAfter(currentProcess, NOT_WAITING, opening.move, opening.state, {
      now,
      holdbackDays: terms.holdbackDays,
      heldCents: 0,
    });
    return models.transactions.create({
      ...columns,
      ...waiting,
      id: newId(),
      listingTitle: listing.title,
      carrierReportId: report.id,
      state: opening.state,
      terms,
      termsHash: hashOfTerms(terms),
      wakeAt: wakeAt(currentProcess, waiting, false),
      version: 1,
      openedAt: now,
    });
  }

  const layOutChecklist = ({ id, dealStructure }: Transaction) =>
    models.items.bulkCreate(
      CHECKLISTS[dealStructure].map(({ due, ...item }, index) => ({
        ...item,
        id: newId(),
        transactionId: id,
        position: index + 1,
        dueDays: due.days,
        dueAfter: due.after,
        status: 'OPEN' as const,
      })),
    );

  async function open(actor: UserActor, offerId: string, report: CheckReport): Promise<Transaction> {
    const accepted = await offers.accept(actor, offerId);
    const listing = await listings.lockListing(accepted.listingId);
    const row = await createRow(accepted, listing, report);
    await layOutChecklist(row);
    const mover = readerOf(row, actor);
    if (!mover) throw noSuchDeal();
    await record(row, {
      move: opening.move,
      mover,
      actor,
      from: null,
      reason: null,
      detail: { offerId, priceCents: row.priceCents, feeCents: row.feeCents, carrierReportId: report.id },
    });
    await outbox.emit(transactionOpened, {
      ...newsAbout(row),
      offerId,
      depositCents: row.depositCents,
      deadlineAt: row.deadlineAt ?? row.openedAt,
    });
    return row;
  }

  /**
   * Accepts the version of an offer that awaits the actor's answer. Asks FMCSA first, then does all the rest in one
   * unit. `again`: the caller may have lost the answer to an earlier try, so a deal that the actor has opened already
   * is the answer. Throws what `offers.accept` and the check of the carrier throw.
   */
  return async (actor: UserActor, offerId: string, { again }: { again: boolean }): Promise<Accepted> => {
    const offer = await offers.getOffer(offerId);
    if (offer.buyerId !== actor.userId && offer.sellerId !== actor.userId) {
      throw notFound('There is no such offer here.');
    }
    const opened = again ? await findOpenedBy(actor, offerId) : null;
    if (opened) return present(opened);
    const listing = await listings.findListing(offer.listingId);
    if (!listing) throw notFound('There is no such offer here.');
    const report = await checkCarrier.forAcceptance(listing.id, listing.usdot);
    return present(await database.atomically(() => open(actor, offerId, report)));
  };

  async function findOpenedBy({ userId }: UserActor, offerId: string): Promise<Transaction | null> {
    const row = await models.transactions.findOne({ where: { offerId } });
    const first = row && (await models.moves.findOne({ where: { transactionId: row.id, seq: 1 } }));
    return first?.userId === userId ? row : null;
  }
}

const present = (row: Transaction): Accepted => ({
  transactionId: row.id,
  offerId: row.offerId,
  listingId: row.listingId,
  status: row.state,
  priceCents: row.priceCents,
  depositCents: row.depositCents,
  depositDueAt: iso(row.deadlineAt ?? row.openedAt),
  termsHash: row.termsHash,
});
