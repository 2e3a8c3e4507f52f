/** Accounts of those who are paid at the stand-in of Stripe, transfers to them, and what their banks refuse. */
import type { TransferBehaviour } from '../../src/modules/gateway/sandbox/sandbox-payouts';
import { HOUR_MS } from '../../src/platform/kernel/clock';
import type { Form } from './stripe-form';
import { type Operations, refuse, type StripeObject, type StripeWorld } from './stripe-world';

const requirementsOf = (currently_due: string[]) => ({
  ...{ currently_due, past_due: currently_due, eventually_due: currently_due, pending_verification: [] },
  ...{ alternatives: [], errors: [], current_deadline: null },
  disabled_reason: currently_due.length > 0 ? 'requirements.past_due' : null,
});

export function createStripeConnect(world: StripeWorld) {
  function transfer(form: Form): StripeObject {
    const account = world.get(form.get('destination') ?? '');
    if (account.payouts_enabled !== true || account._transfers === 'REFUSED') {
      throw refuse('account_invalid', 'The account cannot receive transfers.');
    }
    const made = world.make('tr', 'transfer', form, {
      ...{ amount: Number(form.get('amount')), amount_reversed: 0, reversed: false, currency: 'usd' },
      ...{ destination: account.id, transfer_group: form.get('transfer_group') ?? null },
    });
    world.tell('transfer.created', made);
    if (account._transfers === 'COME_BACK') world.after(HOUR_MS, () => reverse(made));
    return made;
  }

  function reverse(transferred: StripeObject): unknown {
    const { id, amount } = transferred;
    if (transferred.reversed === true) throw refuse('transfer_reversed', 'The transfer is reversed already.');
    world.change(transferred, { reversed: true, amount_reversed: amount }, 'transfer.reversed');
    return { id: world.newId('trr'), object: 'transfer_reversal', amount, transfer: id };
  }

  const operations: Operations = {
    'POST /v1/accounts': (form) =>
      world.make('acct', 'account', form, {
        ...{ details_submitted: false, payouts_enabled: false, _transfers: 'ARRIVE' },
        requirements: requirementsOf(['external_account']),
      }),
    'POST /v1/account_links': (form) => ({
      ...{ object: 'account_link', created: world.seconds(), expires_at: world.seconds() + 300 },
      url: `https://connect.stripe.example/setup/${world.get(form.get('account') ?? '').id}`,
    }),
    'POST /v1/transfers': transfer,
    'POST /v1/transfers/{id}/reversals': (_, id) => reverse(world.get(id)),
  };

  return {
    operations,

    /** As the owner of an account would on Stripe's pages. */
    completeAccount(id: string, transfers: TransferBehaviour): void {
      const changes = {
        details_submitted: true,
        payouts_enabled: true,
        requirements: requirementsOf([]),
        _transfers: transfers,
      };
      world.change(world.get(id), changes, 'account.updated');
    },

    /** The owner's bank refuses what Stripe sent on to it. */
    failBankPayout(accountId: string): void {
      const payout = world.make('po', 'payout', new Map(), {
        ...{
          amount: 1_000,
          currency: 'usd',
          status: 'failed',
          arrival_date: world.seconds(),
          failure_code: 'account_closed',
        },
        failure_message: 'The bank account has been closed.',
      });
      world.tell('payout.failed', payout, accountId);
    },
  };
}
