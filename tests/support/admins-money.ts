/**
 * Holds every act of an admin against the ledger, derived from the endpoints: one that posts a transfer has asked approvals
 * first, in whichever test it is done. Every operation is done in one: each has an example recorded there.
 */
import type { App } from '../../src/app';
import { isAdmin } from '../../src/platform/kernel/actor';
import { logContextField } from '../../src/platform/kernel/logger';

/** What admins post alone whatever the sum, and why. */
export const POSTS_ALONE: Readonly<Record<string, string>> = {
  'POST /admin/listings/{id}/reject': 'The one credit of the listing goes back by the rules of the trade.',
  'POST /admin/payments/{id}/give-up': 'What came in part goes back by a refund, whose wire takes two.',
  'POST /admin/payouts/{id}/give-up': 'The money goes back to where its owner asks for it.',
  'POST /admin/payouts/{id}/refuse-wire': 'The money goes back to where its owner asks for it.',
};

/** What posts and is no decision over money of others. */
const NO_DECISION: Readonly<Record<string, string>> = {
  'POST /credits/purchase': 'They buy with money of their own.',
  'POST /admin/webhooks/{gateway}/{eventId}/replay': 'What the gateway told is taken as it would have been.',
};

interface Act {
  mayPost: boolean;
  posted: boolean;
}

/** Answers what posted without a question so far. */
export function holdAdminsAgainstLedger({
  endpoints,
  modules,
}: Pick<App, 'endpoints' | 'modules'>): string[] {
  const acts = new Map<unknown, Act>();
  const alone: string[] = [];
  const current = () => acts.get(logContextField('requestId'));
  const { ledger, approvals } = modules;
  const { post } = ledger;
  const { mayBeDone, sumOfAlone } = approvals;
  Object.assign(ledger, {
    async post(...given: Parameters<typeof post>) {
      const act = current();
      if (act && !act.mayPost && given[0].length > 0) act.posted = true;
      return post(...given);
    },
  });
  Object.assign(approvals, {
    async mayBeDone(...given: Parameters<typeof mayBeDone>) {
      const may = await mayBeDone(...given);
      const act = current();
      if (act && may) act.mayPost = true;
      return may;
    },
    /** A decision keeps its own first words, and asks for this before it is judged. */
    async sumOfAlone(...given: Parameters<typeof sumOfAlone>) {
      const act = current();
      if (act) act.mayPost = true;
      return sumOfAlone(...given);
    },
  });
  for (const endpoint of endpoints) {
    const { handle, contract } = endpoint;
    const name = `${contract.method.toUpperCase()} ${contract.path}`;
    if (contract.method === 'get' || name in POSTS_ALONE || name in NO_DECISION) continue;
    // What admins do as buyers and sellers is not for admins alone.
    if (contract.access !== 'admin' && contract.access !== 'user') continue;
    Object.assign(endpoint, {
      handle: async (call: Parameters<typeof handle>[0]) => {
        if (!call.actor || !isAdmin(call.actor)) return handle(call);
        const act: Act = { mayPost: false, posted: false };
        acts.set(call.request.id, act);
        try {
          const answer = await handle(call);
          if (act.posted) alone.push(name);
          return answer;
        } finally {
          acts.delete(call.request.id);
        }
      },
    });
  }
  return alone;
}
