/** Proves the books: everything that `reconcile` asks of the ledger alone. */
import { proveEach } from '../../../platform/db/find-unreadable';
import type { Platform } from '../../../platform/platform';
import type { Violation } from '../../../platform/kernel/violation';
import { ACCOUNTS } from '../accounts';
import { readOverdueClearing } from '../idle-balances';

/** Thrown on purpose at the end of a probe, so that whatever it managed to do is undone. */
class ProbeOver extends Error {}

export function createFindViolations({ database, clock }: Platform) {
  /** Not to be called inside a unit: it tries to break the books in a unit of its own, and takes it back. */
  return async function findViolations(): Promise<Violation[]> {
    const inTheBooks = await database.snapshot(() =>
      proveEach({
        'ledger.units': findUnbalancedUnits,
        'ledger.balances': findWrongBalances,
        'ledger.negatives': findForbiddenNegatives,
        'ledger.transfers': findMixedUnits,
        'ledger.clearing': findOverdueClearing,
      }),
    );
    return [...inTheBooks, ...(await findMissingTriggers())];
  };

  async function findUnbalancedUnits(): Promise<Violation[]> {
    const rows = await database.select<{ unit: string; debits: number; credits: number }>(
      `SELECT unit, SUM(debitsPosted) AS debits, SUM(creditsPosted) AS credits FROM ${ACCOUNTS} whole GROUP BY unit`,
    );
    return rows
      .filter(({ debits, credits }) => debits !== credits)
      .map(({ unit, debits, credits }) => ({
        check: 'ledger.debits_equal_credits',
        subject: `unit ${unit}`,
        detail: `Debits are ${debits}, credits ${credits}.`,
      }));
  }

  async function findWrongBalances(): Promise<Violation[]> {
    const rows = await database.select<{
      code: string;
      debitsPosted: number;
      creditsPosted: number;
      debits: number;
      credits: number;
    }>(
      `SELECT a.code, a.debitsPosted, a.creditsPosted,
              COALESCE(d.total, 0) AS debits, COALESCE(c.total, 0) AS credits
       FROM ${ACCOUNTS} a
       LEFT JOIN (SELECT debitAccountId AS id, SUM(amount) AS total FROM ledger_transfers GROUP BY debitAccountId) d
         ON d.id = a.id
       LEFT JOIN (SELECT creditAccountId AS id, SUM(amount) AS total FROM ledger_transfers GROUP BY creditAccountId) c
         ON c.id = a.id
       WHERE a.debitsPosted <> COALESCE(d.total, 0) OR a.creditsPosted <> COALESCE(c.total, 0)`,
    );
    return rows.map((row) => ({
      check: 'ledger.balance_equals_transfers',
      subject: `account ${row.code}`,
      detail:
        `Stored: debits ${row.debitsPosted}, credits ${row.creditsPosted}. ` +
        `Recomputed: debits ${row.debits}, credits ${row.credits}.`,
    }));
  }

  async function findForbiddenNegatives(): Promise<Violation[]> {
    const rows = await database.select<{ code: string; debitsPosted: number; creditsPosted: number }>(
      `SELECT code, debitsPosted, creditsPosted FROM ${ACCOUNTS} whole
       WHERE mayBeNegative = 0
         AND ((normalSide = 'DEBIT' AND creditsPosted > debitsPosted)
           OR (normalSide = 'CREDIT' AND debitsPosted > creditsPosted))`,
    );
    return rows.map((row) => ({
      check: 'ledger.no_forbidden_negative',
      subject: `account ${row.code}`,
      detail: `Debits are ${row.debitsPosted}, credits ${row.creditsPosted}.`,
    }));
  }

  async function findMixedUnits(): Promise<Violation[]> {
    const rows = await database.select<{ id: string }>(
      `SELECT t.id FROM ledger_transfers t
       JOIN ledger_accounts d ON d.id = t.debitAccountId
       JOIN ledger_accounts c ON c.id = t.creditAccountId
       WHERE d.unit <> t.unit OR c.unit <> t.unit`,
    );
    return rows.map(({ id }) => ({
      check: 'ledger.one_unit_per_transfer',
      subject: `transfer ${id}`,
      detail: 'The transfer and its two accounts are not all of one unit.',
    }));
  }

  async function findOverdueClearing(): Promise<Violation[]> {
    const overdue = await readOverdueClearing(database, clock.now());
    return overdue.map(({ code, balance }) => ({
      check: 'ledger.clearing_overdue',
      subject: `account ${code}`,
      detail: `Holds ${balance} for longer than money may rest there.`,
    }));
  }

  /** Asks the catalog for the two triggers, and a transfer, if there is one, whether it can be changed after all. */
  async function findMissingTriggers(): Promise<Violation[]> {
    const violations: Violation[] = [];
    for (const verb of ['update', 'delete']) {
      const name = `ledger_transfers_no_${verb}`;
      if (!(await triggerExists(name)) || !(await isRefused(verb))) {
        violations.push({
          check: 'ledger.insert_only',
          subject: `trigger ${name}`,
          detail: `Posted transfers are not guarded against ${verb}.`,
        });
      }
    }
    return violations;
  }

  async function triggerExists(name: string): Promise<boolean> {
    const rows = await database.select<{ name: string }>(
      database.dialect === 'mysql'
        ? `SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS
           WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME = :name`
        : `SELECT name FROM sqlite_master WHERE type = 'trigger' AND name = :name`,
      { name },
    );
    return rows.length === 1;
  }

  async function isRefused(verb: string): Promise<boolean> {
    const [row] = await database.select<{ id: string }>('SELECT id FROM ledger_transfers LIMIT 1');
    if (!row) return true;
    const statement =
      verb === 'update'
        ? `UPDATE ledger_transfers SET reason = 'changed' WHERE id = :id`
        : 'DELETE FROM ledger_transfers WHERE id = :id';
    try {
      await database.atomically(async () => {
        await database.change(statement, { id: row.id });
        throw new ProbeOver();
      });
    } catch (error) {
      if (error instanceof ProbeOver) return false;
      if (error instanceof Error && error.message.includes('insert-only')) return true;
      throw error;
    }
    return false;
  }
}
