/** A party accepts an offer, which opens the deal: its terms and sums are fixed, its checklist is laid out. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { DAY_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { CheckReport } from '../../carriers';
import type { Listing } from '../../listings';
import type { AcceptedOffer, SeenVersion } from '../../offers';
import { endOfDay, nextDateReminder, nextItemReminder } from '../dates.rules';
import { noSuchTransaction, readerOf } from '../make-move';
import { CHECKLISTS, promissoryNote } from '../process/checklists';
import { NOT_WAITING, wakeAt, waitAfter } from '../process/deadline.rules';
import { currentProcess, openingOf } from '../process/processes';
import { columnsOf, type FrozenTerms, hashOfTerms, ratesIn, sumsAt } from '../terms.rules';
import { createTimeline, newsAbout } from '../timeline';
import type { Transaction } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { transactionOpened } from '../transactions.events';
import type { CheckCarrier } from './check-carrier';

export function createOpenTransaction(context: TransactionsContext, checkCarrier: CheckCarrier) {
  const { platform, models, offers, listings } = context;
  const { database, events, config } = platform;
  const writeTimeline = createTimeline(context);
  const opening = openingOf(currentProcess);

  function freeze(accepted: AcceptedOffer, listing: Listing): FrozenTerms {
    if (!listing.deal) throw new Error(`Listing ${listing.id} was sold without saying how.`);
    const { amountCents: priceCents, terms: agreed } = accepted;
    return {
      processVersion: currentProcess.version,
      offerId: accepted.offerId,
      offerVersionId: accepted.versionId,
      listingId: accepted.listingId,
      usdot: listing.usdot,
      buyerId: accepted.buyerId,
      sellerId: accepted.sellerId,
      dealStructure: listing.deal.dealStructure,
      version: 1,
      ...sumsAt(priceCents, agreed, ratesIn(config)),
      holdbackDays: agreed.holdbackDays,
      agreed,
    };
  }

  function createRow(accepted: AcceptedOffer, listing: Listing, report: CheckReport): Promise<Transaction> {
    const terms = freeze(accepted, listing);
    const now = accepted.acceptedAt;
    const waiting = waitAfter(currentProcess, NOT_WAITING, opening.transition, opening.state, {
      now,
      holdbackDays: terms.holdbackDays,
      heldCents: 0,
    });
    return models.transactions.create({
      ...columnsOf(terms),
      ...waiting,
      id: accepted.transactionId,
      listingTitle: listing.title,
      carrierReportId: report.id,
      state: opening.state,
      terms,
      termsHash: hashOfTerms(terms),
      wakeAt: wakeAt(currentProcess, waiting, false),
      itemsRemindAt: nextItemReminder(
        CHECKLISTS[terms.dealStructure].flatMap(({ due }) =>
          due.after === 'OPENING' ? [now + due.days * DAY_MS] : [],
        ),
        now,
      ),
      version: 1,
      openedAt: now,
    });
  }

  const layOutChecklist = ({ id, dealStructure, terms }: Transaction) =>
    models.items.bulkCreate(
      [...CHECKLISTS[dealStructure], ...(terms.owedLaterCents ? [promissoryNote] : [])].map(
        ({ due, ...item }, index) => ({
          ...item,
          id: newId(),
          transactionId: id,
          position: index + 1,
          dueDays: due.days,
          dueAfter: due.after,
          status: 'OPEN' as const,
        }),
      ),
    );

  async function noteClosingDate({ id, terms, openedAt }: Transaction): Promise<void> {
    const { closingDate } = terms.agreed;
    if (closingDate === null) return;
    const dueAt = endOfDay(closingDate);
    const remindAt = nextDateReminder(dueAt, openedAt);
    await models.dates.create({ id: newId(), transactionId: id, itemId: null, dueAt, remindAt });
  }

  async function open(
    actor: UserActor,
    offerId: string,
    seen: SeenVersion,
    report: CheckReport,
  ): Promise<Transaction> {
    const accepted = await offers.accept(actor, offerId, seen);
    const listing = await listings.lockListing(accepted.listingId);
    const row = await createRow(accepted, listing, report);
    await layOutChecklist(row);
    await noteClosingDate(row);
    const mover = readerOf(row, actor);
    if (!mover) throw noSuchTransaction();
    await writeTimeline(row, {
      transition: opening.transition,
      mover,
      actor,
      from: null,
      reason: null,
      detail: { offerId, priceCents: row.priceCents, feeCents: row.feeCents, carrierReportId: report.id },
    });
    await events.emit(transactionOpened, {
      ...newsAbout(row),
      offerId,
      depositCents: row.depositCents,
      deadlineAt: row.deadlineAt ?? row.openedAt,
    });
    return row;
  }

  /**
   * Accepts the version of an offer that awaits the actor's answer and that the actor has `seen`. Asks FMCSA first, then does all the rest in one
   * unit. `again`: the caller may have lost the answer to an earlier try, so a deal that the actor has opened already
   * is the answer. Throws what `offers.accept` and the check of the carrier throw.
   */
  return async (
    actor: UserActor,
    offerId: string,
    seen: SeenVersion,
    { again }: { again: boolean },
  ): Promise<Transaction> => {
    const offer = await offers.getOffer(offerId);
    if (offer.buyerId !== actor.userId && offer.sellerId !== actor.userId) {
      throw notFound('There is no such offer here.');
    }
    const opened = again ? await findOpenedBy(actor, offerId) : null;
    if (opened) return opened;
    const listing = await listings.findListing(offer.listingId);
    if (!listing) throw notFound('There is no such offer here.');
    const report = await checkCarrier.forAcceptance(listing.id, listing.usdot);
    return database.atomically(() => open(actor, offerId, seen, report));
  };

  async function findOpenedBy({ userId }: UserActor, offerId: string): Promise<Transaction | null> {
    const row = await models.transactions.findOne({ where: { offerId } });
    const first = row && (await models.moves.findOne({ where: { transactionId: row.id, seq: 1 } }));
    return first?.userId === userId ? row : null;
  }
}
