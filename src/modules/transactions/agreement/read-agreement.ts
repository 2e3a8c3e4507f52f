/** Reads the purchase agreement of a deal: as it was first signed, or drawn up from the terms as they are. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { fullName, type User } from '../../identity';
import type { Transaction } from '../transaction.model';
import { agreementNotYet } from '../transactions.problems';
import type { TransactionsContext } from '../transactions.context';
import { versionOf } from '../terms.rules';
import type { ReadTransaction } from '../use-cases/read-transaction';
import type { AgreementSignature } from './agreement.model';
import { type Agreement, drawUpAgreement, hashOfAgreement, type PartyName } from './agreement.rules';

export interface AgreementFile extends Agreement {
  row: Transaction;
  hash: string;
  termsHash: string;
  signatures: AgreementSignature[];
  formerVersions: number[];
}

export type ReadAgreement = ReturnType<typeof createReadAgreement>;

const partyOf = (user: User | undefined): PartyName =>
  user ? { name: fullName(user), companyName: user.companyName } : { name: 'Former user', companyName: null };

export function createReadAgreement(
  { models, identity, listings }: TransactionsContext,
  { find }: Pick<ReadTransaction, 'find'>,
) {
  async function drawUp(row: Transaction): Promise<Agreement> {
    const listing = await listings.findListing(row.listingId);
    if (!listing?.deal) throw new Error(`Listing ${row.listingId} was sold without saying how.`);
    const people = await identity.findUsers([row.buyerId, row.sellerId]);
    const duties = await models.items.findAll({
      where: { transactionId: row.id, phase: 'POST_CLOSING' },
      order: [['position', 'ASC']],
    });
    const { entityForm, includedAssets, contactContinuity } = listing.deal;
    return drawUpAgreement({
      ...{ terms: row.terms, termsHash: row.termsHash },
      seller: partyOf(people.get(row.sellerId)),
      buyer: partyOf(people.get(row.buyerId)),
      company: { ...listing.carrier, entityForm },
      ...{ includedAssets, contactContinuity, duties },
      dutyDays: duties.map(({ dueDays }) => dueDays),
    });
  }

  /** What was signed by one stands as it is, whatever becomes of names and listing. */
  async function agreementOf(row: Transaction, version = versionOf(row.terms)): Promise<AgreementFile> {
    const stored = await models.agreements.findAll({ where: { transactionId: row.id } });
    const signed = stored.find((one) => one.version === version);
    const signatures = await models.agreementSignatures.findAll({
      where: { transactionId: row.id, version },
    });
    const formerVersions = stored
      .map((one) => one.version)
      .filter((one) => one < versionOf(row.terms))
      .toSorted((one, other) => one - other);
    const rest = { row, signatures, formerVersions };
    if (signed) {
      const { title, blocks, hash, termsHash } = signed;
      return { ...rest, title, version, blocks, hash, termsHash };
    }
    if (version !== versionOf(row.terms)) throw notFound('Nobody signed such a version of the agreement.');
    const agreement = await drawUp(row);
    return { ...rest, ...agreement, hash: hashOfAgreement(agreement), termsHash: row.termsHash };
  }

  /** It names both sides, who know each other from the deposit on. */
  function throwBeforeDeposit({ depositReceivedAt }: Transaction): void {
    if (depositReceivedAt === null) {
      throw agreementNotYet('The agreement names both sides; it is drawn up once the deposit is in escrow.');
    }
  }

  return {
    agreementOf,
    throwBeforeDeposit,

    /** Throws `not_found` to strangers and for a version that nobody signed. */
    async readAgreement(actor: UserActor, id: string, version?: number): Promise<AgreementFile> {
      const { row } = await find(actor, id);
      throwBeforeDeposit(row);
      return agreementOf(row, version);
    },
  };
}
