/** Opens the accounts of the platform: where a unit opens one, all others wait for that unit. */
import { newId } from '../src/platform/kernel/ids';
import type { Migration } from '../src/platform/db/migrate';

/** Code, unit, the side on which it grows, whether it may be below zero. */
const SHARED: [code: string, unit: string, normalSide: string, mayBeNegative: 0 | 1][] = [
  ['gateway:sandbox', 'USD', 'DEBIT', 1],
  ['gateway:stripe', 'USD', 'DEBIT', 1],
  ['bank:wire', 'USD', 'DEBIT', 1],
  ['revenue:fees', 'USD', 'CREDIT', 0],
  ['revenue:listings', 'USD', 'CREDIT', 0],
  ['revenue:credits', 'USD', 'CREDIT', 0],
  ['revenue:subscriptions', 'USD', 'CREDIT', 0],
  ['expense:processing', 'USD', 'DEBIT', 1],
  ['expense:chargebacks', 'USD', 'DEBIT', 1],
  ['credits:issued', 'CREDIT', 'DEBIT', 0],
  ['credits:spent', 'CREDIT', 'CREDIT', 0],
  ['credits:expired', 'CREDIT', 'CREDIT', 0],
];

export const sharedAccounts: Migration = {
  name: '0033-shared-accounts',
  async up({ run, select }) {
    const open = await select<{ code: string }>('SELECT code FROM ledger_accounts WHERE code IN (:codes)', {
      codes: SHARED.map(([code]) => code),
    });
    for (const [code, unit, normalSide, mayBeNegative] of SHARED) {
      if (open.some((account) => account.code === code)) continue;
      await run(
        `INSERT INTO ledger_accounts
           (id, code, unit, normalSide, mayBeNegative, debitsPosted, creditsPosted, createdAt)
         VALUES (:id, :code, :unit, :normalSide, :mayBeNegative, 0, 0, :now)`,
        { ...{ id: newId(), code, unit, normalSide, mayBeNegative }, now: Date.now() },
      );
    }
  },
};
