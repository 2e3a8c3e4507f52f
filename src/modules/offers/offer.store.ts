/** The only place where an offer changes: each step checks the table, is written down and told in one stroke. */
import { lockRows } from '../../platform/db/lock-rows';
import { refuseOwnDealing } from '../../platform/http/own-thing';
import { notFound } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import { newId } from '../../platform/kernel/ids';
import type { Platform } from '../../platform/platform';
import {
  defineOffers,
  defineOfferSteps,
  defineOfferVersions,
  type Offer,
  type OfferStep,
  type OfferVersion,
} from './offer.model';
import {
  DEFAULT_LIFE_MS,
  END_STATUSES,
  findTransition,
  type OfferStatus,
  otherSide,
  reminderFor,
  type Side,
  sideOfActor,
  type Step,
} from './offer.rules';
import { newsOf, offerMade, type OfferNews } from './offers.events';
import type { Audit } from '../audit';
import type { OfferTerms } from './offers.schema';
import { takesAskingPrice } from './terms.rules';
import { lowerCase } from '../../platform/kernel/lower-case';

export interface Author {
  side: Side;
  userId: string;
  actor: UserActor;
}

export interface Draft {
  /** The version that this one answers; null opens the bargaining, or opens it anew. */
  answers: number | null;
  amountCents: number;
  terms: OfferTerms;
  message: string | null;
  /** Null for the usual life of 72 hours. */
  expiresAt: number | null;
}

/** The columns that a step may change besides status and bookkeeping. */
type Changes = Partial<
  Pick<
    Offer,
    | 'turn'
    | 'amountCents'
    | 'standingVersion'
    | 'versionCount'
    | 'expiresAt'
    | 'acceptedAt'
    | 'transactionId'
    | 'backupRank'
  >
>;

export const noSuchOffer = () => notFound('There is no such offer here.');

export type OfferStore = ReturnType<typeof createOfferStore>;

export function createOfferStore({ database, clock, events }: Platform, audit: Audit) {
  const offers = defineOffers(database);
  const versions = defineOfferVersions(database);
  const steps = defineOfferSteps(database);

  const newsAbout = (offer: Offer, side: Side | null, reason: string | null): OfferNews => ({
    offerId: offer.id,
    listingId: offer.listingId,
    listingTitle: offer.listingTitle,
    buyerId: offer.buyerId,
    sellerId: offer.sellerId,
    amountCents: offer.amountCents,
    versionNumber: offer.standingVersion,
    buyNow: takesAskingPrice(offer),
    side,
    turn: offer.status === 'PENDING' ? offer.turn : null,
    expiresAt: offer.status === 'PENDING' ? offer.expiresAt : null,
    backupRank: offer.backupRank,
    reason,
  });

  /** `versionNumber` is the version that the step is about: not the standing one when that has just been taken back. */
  async function writeStep(
    offer: Offer,
    step: Step,
    by: Author | null,
    reason: string | null,
    versionNumber: number,
  ): Promise<OfferStep> {
    if (by) await record(offer, step, by, reason, versionNumber);
    return steps.create({
      id: newId(),
      offerId: offer.id,
      sequence: offer.revision,
      step,
      side: by?.side ?? null,
      byUserId: by?.userId ?? null,
      versionNumber,
      status: offer.status,
      reason,
      createdAt: offer.updatedAt,
    });
  }

  /** What a person does. An acceptance and what follows by itself are told where they are done. */
  async function record(
    { id, listingId, amountCents }: Offer,
    step: Step,
    { actor, side }: Author,
    reason: string | null,
    version: number,
  ): Promise<void> {
    if (step === 'ACCEPTED') return;
    await audit.record({
      actor,
      action: `offer.${lowerCase(step)}`,
      subject: { type: 'offer', id },
      ...(reason === null ? {} : { reason }),
      detail: { listingId, amountCents, version, side },
    });
  }

  function writeVersion(offer: Offer, by: Author, draft: Draft): Promise<OfferVersion> {
    return versions.create({
      id: newId(),
      offerId: offer.id,
      number: offer.standingVersion,
      answers: draft.answers,
      side: by.side,
      byUserId: by.userId,
      amountCents: draft.amountCents,
      terms: draft.terms,
      message: draft.message,
      expiresAt: offer.expiresAt,
      createdAt: offer.updatedAt,
    });
  }

  /** Takes `offer`, locked by the caller, through a step that the rules allow. */
  async function advance(
    offer: Offer,
    step: Exclude<Step, 'MADE'>,
    by: Author | null,
    changes: Changes = {},
    reason: string | null = null,
  ): Promise<void> {
    const transition = findTransition(step, offer.status);
    if (!transition) throw new Error(`Offer ${offer.id} is ${offer.status} and cannot be ${step}.`);
    const now = clock.now();
    const status = transition.to;
    const about = offer.standingVersion;
    const after = {
      backupRank: null,
      ...changes,
      status,
      remindAt: status === 'PENDING' ? reminderFor(changes.expiresAt ?? offer.expiresAt, now) : null,
      endedAt: END_STATUSES.includes(status) ? now : null,
      revision: offer.revision + 1,
      updatedAt: now,
    };
    const [touched] = await offers.update(after, {
      where: { id: offer.id, status: offer.status, revision: offer.revision },
    });
    if (touched !== 1) throw new Error(`Offer ${offer.id} changed under its lock.`);
    offer.set(after);
    await writeStep(offer, step, by, reason, step === 'VERSION_WITHDRAWN' ? about : offer.standingVersion);
    if (step !== 'FELL_THROUGH' && step !== 'COMPLETED') {
      await events.emit(newsOf[step], newsAbout(offer, by?.side ?? null, reason));
    }
  }

  async function getVersion(offer: Offer, number = offer.standingVersion): Promise<OfferVersion> {
    const version = await versions.findOne({ where: { offerId: offer.id, number } });
    if (!version) throw new Error(`Offer ${offer.id} has no version ${number}.`);
    return version;
  }

  return {
    offers,
    versions,
    steps,
    advance,

    /**
     * Opens an offer with the buyer's first version. Throws `UniqueConstraintError` where the buyer has an unfinished
     * one for the listing.
     */
    async open(
      actor: UserActor,
      sale: { listingId: string; listingTitle: string; buyerId: string; sellerId: string; buyNow: boolean },
      draft: Draft,
    ): Promise<{ offer: Offer; version: OfferVersion; step: OfferStep }> {
      const now = clock.now();
      const expiresAt = draft.expiresAt ?? now + DEFAULT_LIFE_MS;
      const offer = await offers.create({
        ...sale,
        id: newId(),
        status: 'PENDING',
        turn: 'SELLER',
        amountCents: draft.amountCents,
        standingVersion: 1,
        versionCount: 1,
        expiresAt,
        remindAt: reminderFor(expiresAt, now),
        revision: 1,
        createdAt: now,
        updatedAt: now,
      });
      const by = { side: 'BUYER', userId: sale.buyerId, actor } as const;
      const version = await writeVersion(offer, by, draft);
      const step = await writeStep(offer, 'MADE', by, null, 1);
      await events.emit(offerMade, newsAbout(offer, 'BUYER', null));
      return { offer, version, step };
    },

    /** Adds a version, which stands from now on and awaits the other side's answer. */
    async addVersion(offer: Offer, step: 'COUNTERED' | 'REVIVED', by: Author, draft: Draft): Promise<void> {
      const number = offer.versionCount + 1;
      await advance(offer, step, by, {
        turn: otherSide(by.side),
        amountCents: draft.amountCents,
        standingVersion: number,
        versionCount: number,
        expiresAt: draft.expiresAt ?? clock.now() + DEFAULT_LIFE_MS,
      });
      await writeVersion(offer, by, draft);
    },

    /** The offer, locked until the unit ends, and the side on which the actor stands; to anyone else it is absent. */
    async lockAsParty(offerId: string, actor: UserActor): Promise<{ offer: Offer; by: Author }> {
      const offer = await offers.findByPk(offerId, { lock: true });
      const { userId } = actor;
      const side = offer && sideOfActor(offer, actor);
      if (!offer || !side) throw noSuchOffer();
      refuseOwnDealing(actor, offer.buyerId, offer.sellerId);
      return { offer, by: { side, userId, actor } };
    },

    /** One offer for the platform's own steps, locked until the unit ends; null when it does not exist. */
    findLocked: (offerId: string): Promise<Offer | null> => offers.findByPk(offerId, { lock: true }),

    /** The caller holds the lock of the listing, so none can be added. */
    lockAllOf: (listingId: string, statuses: OfferStatus[]): Promise<Offer[]> =>
      lockRows(offers, { listingId, status: statuses }),

    getVersion,

    /** What the buyer itself offered last: the standing version, or the one that the seller has answered. */
    async getBuyersLast(offer: Offer): Promise<OfferVersion> {
      const standing = await getVersion(offer);
      return standing.answers !== null && standing.side === 'SELLER'
        ? getVersion(offer, standing.answers)
        : standing;
    },

    newsAbout,
  };
}
