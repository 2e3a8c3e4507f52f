/** Reads the purchase agreement of a deal: as it was first signed, or drawn up from the terms as they are. */
import type { Download } from '../../../platform/http/download';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { fullName, type User } from '../../identity';
import type { Transaction } from '../transaction.model';
import { agreementNotYet } from '../transactions.problems';
import type { TransactionsContext } from '../transactions.context';
import type { Party } from '../process/process';
import type { ReadTransaction } from '../use-cases/read-transaction';
import type { AgreementSignature, StoredAgreement } from './agreement.model';
import { type Agreement, drawUpAgreement, hashOfAgreement, type PartyName } from './agreement.rules';

/** The file that a side brought as the agreement. */
export interface BroughtAgreement {
  documentId: string;
  fileName: string;
  broughtBy: Party;
  broughtAt: number;
}

const ownOf = ({ documentId, fileName, broughtBy, createdAt }: StoredAgreement): BroughtAgreement | null =>
  documentId === null || broughtBy === null
    ? null
    : { documentId, fileName: fileName ?? '', broughtBy, broughtAt: createdAt };

export interface AgreementFile extends Agreement {
  row: Transaction;
  hash: string;
  termsHash: string;
  /** Null where it was drawn up here. */
  own: BroughtAgreement | null;
  signatures: AgreementSignature[];
  formerVersions: number[];
}

export type ReadAgreement = ReturnType<typeof createReadAgreement>;

const partyOf = (user: User | undefined): PartyName =>
  user ? { name: fullName(user), companyName: user.companyName } : { name: 'Former user', companyName: null };

export function createReadAgreement(
  { models, identity, listings, documents }: TransactionsContext,
  { find }: Pick<ReadTransaction, 'find'>,
) {
  async function drawUp(row: Transaction, version: number): Promise<Agreement> {
    const listing = await listings.findListing(row.listingId);
    if (!listing?.deal) throw new Error(`Listing ${row.listingId} was sold without saying how.`);
    const people = await identity.findUsers([row.buyerId, row.sellerId]);
    const duties = await models.items.findAll({
      where: { transactionId: row.id, phase: 'POST_CLOSING' },
      order: [['position', 'ASC']],
    });
    const { entityForm, includedAssets, contactContinuity } = listing.deal;
    return drawUpAgreement({
      ...{ terms: row.terms, termsHash: row.termsHash, version },
      seller: partyOf(people.get(row.sellerId)),
      buyer: partyOf(people.get(row.buyerId)),
      company: { ...listing.carrier, entityForm },
      ...{ includedAssets, contactContinuity, duties },
      dutyDays: duties.map(({ dueDays }) => dueDays),
    });
  }

  /** What was signed by one stands as it is, whatever becomes of names and listing. */
  async function agreementOf(row: Transaction, version = row.agreementVersion): Promise<AgreementFile> {
    const all = await models.agreementSignatures.findAll({ where: { transactionId: row.id } });
    const formerVersions = [...new Set(all.map((one) => one.version))]
      .filter((one) => one < row.agreementVersion)
      .toSorted((one, other) => one - other);
    if (version !== row.agreementVersion && !formerVersions.includes(version)) {
      throw notFound('Nobody signed such a version of the agreement.');
    }
    const rest = { row, signatures: all.filter((one) => one.version === version), formerVersions };
    const stored = await models.agreements.findOne({ where: { transactionId: row.id, version } });
    if (stored) {
      const { title, blocks, hash, termsHash } = stored;
      return { ...rest, title, version, blocks, hash, termsHash, own: ownOf(stored) };
    }
    const agreement = await drawUp(row, version);
    return { ...rest, ...agreement, hash: hashOfAgreement(agreement), termsHash: row.termsHash, own: null };
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

    /** The very file that is signed, for whoever may read the agreement. Throws `not_found` also where it was drawn up here. */
    async openOwn(actor: UserActor, file: AgreementFile): Promise<Download> {
      if (file.own === null) throw notFound('This agreement was drawn up here: ask for it as a PDF.');
      return documents.openOriginal(actor, file.own.documentId);
    },

    /** Throws `not_found` to strangers and for a version that nobody signed. */
    async readAgreement(actor: UserActor, id: string, version?: number): Promise<AgreementFile> {
      const { row } = await find(actor, id);
      throwBeforeDeposit(row);
      return agreementOf(row, version);
    },
  };
}
