/** Card disputes at the sandbox gateway: the payer's bank takes the money back, and decides some weeks later. */
import { DAY_MS, SECOND_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import type { StripeDispute } from '../stripe/stripe-shapes';
import type { SandboxEvents } from './sandbox-events';
import { newSandboxId } from './sandbox-ids';
import type { SandboxIntentRows } from './sandbox.model';
import type { SandboxObjects } from './sandbox-objects';
import type { TestMethod } from './test-methods.rules';

export const DISPUTED_AFTER_MS = DAY_MS;
export const DISPUTE_DECIDED_AFTER_MS = 30 * DAY_MS;

const OPEN = 'sandbox.open_dispute';
const DECIDE = 'sandbox.decide_dispute';

type Outcome = NonNullable<TestMethod['disputed']>;

export type SandboxDisputes = ReturnType<typeof createSandboxDisputes>;

export function createSandboxDisputes(
  { clock, queue }: Platform,
  {
    objects,
    events,
    intents,
  }: { objects: SandboxObjects; events: SandboxEvents; intents: SandboxIntentRows },
) {
  queue.handle(OPEN, { lane: 'gateway', runs: 'unit' }, async (payload) => {
    const { intentId, outcome } = payload as { intentId: string; outcome: Outcome };
    const intent = await intents.findByPk(intentId, { rejectOnEmpty: true });
    const dispute: StripeDispute = {
      id: newSandboxId('dp'),
      object: 'dispute',
      amount: intent.amountReceivedCents,
      currency: intent.currency,
      payment_intent: intent.id,
      reason: 'fraudulent',
      status: 'needs_response',
      created: Math.floor(clock.now() / SECOND_MS),
    };
    await objects.create(dispute, { holder: intent.id });
    await events.tell('charge.dispute.created', dispute);
    await events.tell('charge.dispute.funds_withdrawn', dispute);
    if (outcome === 'OPEN') return;
    const runAt = clock.now() + DISPUTE_DECIDED_AFTER_MS;
    await queue.enqueue(DECIDE, { disputeId: dispute.id, outcome }, { runAt });
  });

  queue.handle(DECIDE, { lane: 'gateway', runs: 'unit' }, async (payload) => {
    const { disputeId, outcome } = payload as { disputeId: string; outcome: 'WON' | 'LOST' };
    const dispute = await objects.get<StripeDispute>(disputeId, true);
    const decided = await objects.change(dispute, { status: outcome === 'WON' ? 'won' : 'lost' });
    await events.tell('charge.dispute.closed', decided);
    if (outcome === 'WON') await events.tell('charge.dispute.funds_reinstated', decided);
  });

  return {
    /** The bank has the money of this payment, and Stripe gives it back no more. */
    isDisputed: async (intentId: string): Promise<boolean> =>
      (await objects.list<StripeDispute>('dispute', { holder: intentId })).some(
        ({ status }) => status !== 'won',
      ),

    /** In the unit in which the payment succeeds. */
    expect: (intentId: string, outcome: Outcome): Promise<void> =>
      queue.enqueue(OPEN, { intentId, outcome }, { runAt: clock.now() + DISPUTED_AFTER_MS }),
  };
}
