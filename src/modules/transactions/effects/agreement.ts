/** Keeps a signed agreement, and what follows once both have signed it. */
import { newId } from '../../../platform/kernel/ids';
import { PARTIES, type Party } from '../process/process';
import { OWN_TITLE } from '../agreement/agreement.rules';
import type { TransactionsContext } from '../transactions.context';
import { type Effect, given } from './effect';

/** The items of a checklist that a signed agreement settles. */
const AGREEMENT_ITEMS = ['PURCHASE_AGREEMENT', 'ASSET_PURCHASE_AGREEMENT'];
/** The note of an item that was settled so. */
const SIGNED_HERE = 'Signed here by both sides.';

const COLUMN = { BUYER: 'buyerSignedAgreementAt', SELLER: 'sellerSignedAgreementAt' } as const;

const NOT_REPLACED = { agreementReplacedBy: null, agreementReplacedAt: null };

const UNSIGNED = { buyerSignedAgreementAt: null, sellerSignedAgreementAt: null };

export function createAgreementEffects({ models }: TransactionsContext) {
  return {
    signAgreement: async ({ row, facts, request, input, changes, detail, adds }) => {
      const { userId, typedName, accountName, address, ...agreement } = given(input.signature);
      const { version, hash } = agreement;
      const side = request.mover as Party;
      const transactionId = row.id;
      const of = { transactionId, version };
      if ((await models.agreements.count({ where: of })) === 0) {
        await models.agreements.create({ transactionId, ...agreement, createdAt: facts.now });
      }
      await models.agreementSignatures.create({
        ...{ id: newId(), ...of, side, userId, typedName, accountName, hash, address },
        signedAt: facts.now,
      });
      changes[COLUMN[side]] = facts.now;
      Object.assign(detail, { version, hash });
      if (!PARTIES.every((party) => party === side || facts.agreementSigned[party])) return;
      adds.push('Both sides have signed it: download the copy to keep.');
      await models.items.update(
        {
          ...{ status: 'DONE', note: SIGNED_HERE },
          evidence: `The purchase agreement of this deal, version ${version}, SHA-256 ${hash}`,
          ...{ changedAt: facts.now, changedBy: userId },
        },
        { where: { transactionId, code: AGREEMENT_ITEMS, status: 'OPEN' } },
      );
    },

    /** Whoever has signed the former one signs anew; what they signed can still be read. */
    replaceAgreement: async ({ row, request, input, facts, changes, detail }) => {
      const { ownAgreement: own } = input;
      const version = row.agreementVersion + 1;
      if (own) {
        await models.agreements.create({
          ...{ transactionId: row.id, version, title: OWN_TITLE, blocks: [], termsHash: row.termsHash },
          ...{ ...own, broughtBy: request.mover as Party, createdAt: facts.now },
        });
        Object.assign(detail, { hash: own.hash });
      }
      Object.assign(changes, {
        agreementVersion: version,
        agreementDocumentId: own?.documentId ?? null,
        ...{ agreementReplacedBy: request.mover as Party, agreementReplacedAt: facts.now },
        ...UNSIGNED,
      });
      Object.assign(detail, { version });
    },

    /** Other terms make another agreement, drawn up here: what was signed of the former one stands, but settles nothing. */
    voidAgreement: async ({ row, facts, changes, adds }) => {
      Object.assign(changes, {
        agreementVersion: row.agreementVersion + 1,
        agreementDocumentId: null,
        ...NOT_REPLACED,
      });
      if (facts.ownAgreement)
        adds.push('The purchase agreement that the sides had brought is set aside with the former price.');
      if (!facts.agreementSigned.BUYER && !facts.agreementSigned.SELLER) return;
      Object.assign(changes, UNSIGNED);
      const items = await models.items.findAll({
        where: { transactionId: row.id, code: AGREEMENT_ITEMS, status: 'DONE' },
      });
      for (const item of items.filter(({ note }) => note === SIGNED_HERE)) {
        await item.update({
          status: 'OPEN',
          evidence: null,
          note: null,
          changedAt: facts.now,
          changedBy: null,
        });
      }
    },
  } satisfies Record<string, Effect>;
}
