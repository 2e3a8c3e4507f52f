/** The office of a simulated market: sends wires out, takes those in that come back, and mends refunds that failed. */
import type { RefundView } from '../../src/modules/payments/payments.schema';
import { type DealWorld, succeed } from './make-transactions';
import type { Chance } from './seeded';

const BANK_FEE_CENTS = 2_500;

/** What the bank would say: the sum in cents, and how many wires there were, each under a reference of its own. */
export interface Statement {
  cents: number;
  wires: number;
}

interface Office {
  world: DealWorld;
  chance: Chance;
  statement: Statement;
  /** The header of a new request. */
  key: () => Record<string, string>;
}

export function createOffice({ world: { admin, askBothAdmins }, chance: { below }, statement, key }: Office) {
  async function wire(path: string, amountCents: number): Promise<string> {
    statement.wires += 1;
    expect(await askBothAdmins(path, { reference: `OUT ${statement.wires}` })).toBe('200');
    statement.cents -= amountCents;
    return `out ${amountCents}`;
  }

  async function settleRefunds(): Promise<string[]> {
    const done: string[] = [];
    for (const status of ['AWAITING_WIRE', 'NEEDS_ATTENTION']) {
      const { body } = await succeed(admin.get(`/admin/refunds?status=${status}&limit=100`));
      for (const { id, amountCents, attempt } of body.data as RefundView[]) {
        const failed = status === 'NEEDS_ATTENTION';
        if (failed && (await isSettledByBank(id))) continue;
        if (failed && attempt < 3 && below(2) === 0 && (await isTriedAgain(id))) continue;
        done.push(await wire(`/admin/refunds/${id}/confirm-wire`, amountCents));
      }
    }
    return done;
  }

  /** Not what came by wire: it goes back by wire. */
  async function isTriedAgain(refundId: string): Promise<boolean> {
    const answer = await askBothAdmins(`/admin/refunds/${refundId}/retry`, {});
    expect(answer).toMatch(/^200$|refund_not_waiting$/);
    return answer === '200';
  }

  async function isSettledByBank(refundId: string): Promise<boolean> {
    const answer = await askBothAdmins(`/admin/refunds/${refundId}/settle-by-bank`, {});
    expect(answer).toMatch(/^200$|nothing_from_bank$/);
    return answer === '200';
  }

  async function settlePayouts(): Promise<string[]> {
    const done: string[] = [];
    const { body } = await succeed(admin.get('/admin/payouts?status=AWAITING_WIRE&limit=100'));
    for (const { id, amountCents } of body.data as { id: string; amountCents: number }[]) {
      if (below(4) > 0) done.push(await wire(`/admin/payouts/${id}/record-wire`, amountCents));
      else {
        const refusal = { reason: 'The bank does not know the account.' };
        await succeed(admin.post(`/admin/payouts/${id}/refuse-wire`, refusal, key()));
        done.push(`refused ${amountCents}`);
      }
    }
    return done;
  }

  /** The bank sends the latest wire of each kind back, less a fee at times; one that is back already is refused. */
  async function takeWiresBack(): Promise<string[]> {
    const done: string[] = [];
    for (const [list, status] of [
      ['/admin/refunds', 'SUCCEEDED'],
      ['/admin/payouts', 'PAID'],
    ]) {
      const { body } = await succeed(admin.get(`${list}?status=${status}&limit=1`));
      for (const { id, amountCents } of body.data as { id: string; amountCents: number }[]) {
        statement.wires += 1;
        const arrivedCents = Math.max(1, amountCents - below(2) * BANK_FEE_CENTS);
        const back = { reference: `BACK ${statement.wires}`, amountCents: arrivedCents };
        const answer = await askBothAdmins(`${list}/${id}/wire-returned`, back);
        expect(answer).toMatch(/^200$|no_wire_out$/);
        if (answer === '200') statement.cents += arrivedCents;
        done.push(`back ${answer}`);
      }
    }
    return done;
  }

  return {
    /** Does what waits for a person; answers what was done, sorted. */
    async work(): Promise<string> {
      const done = [...(await settleRefunds()), ...(await settlePayouts())];
      const cameBack = below(3) === 0 ? await takeWiresBack() : [];
      return [...done, ...cameBack].toSorted().join(', ');
    },
  };
}
