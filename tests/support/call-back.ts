/** Calls a part of a transfer back, as somebody with a hand in the gateway's dashboard does. */
import { newId } from '../../src/platform/kernel/ids';
import type { TestApp } from './app';
import { sendWebhook } from './make-payments';

/** `backCents`: the sum that is back with it. Told like all the rest, once the app settles. */
export async function callBack(app: TestApp, payoutId: string, backCents: number): Promise<void> {
  const { database } = app.platform;
  const [payout] = await database.select<{ id: string | null; amountCents: number }>(
    'SELECT gatewayTransferId AS id, amountCents FROM payouts WHERE id = :payoutId',
    { payoutId },
  );
  if (!payout) throw new Error(`There is no payout ${payoutId}.`);
  // Of a transfer whose answer was lost only the gateway knows.
  const at = app.modules.gateway.gateways.find(app.gateway.name)?.payouts;
  const id = payout.id ?? (await at?.findTransfer(payoutId))?.id ?? '';
  const changes = { amount_reversed: backCents, reversed: backCents === Number(payout.amountCents) };
  const { standIn } = app.gateway;
  if (standIn) {
    standIn.world.change(standIn.world.get(id), changes, 'transfer.reversed');
    return;
  }
  const [kept] = await database.select<{ body: string }>('SELECT body FROM sandbox_objects WHERE id = :id', {
    id,
  });
  const object = { ...(JSON.parse(kept?.body ?? '{}') as object), ...changes };
  await database.change('UPDATE sandbox_objects SET body = :body WHERE id = :id', {
    body: JSON.stringify(object),
    id,
  });
  const event = { id: `evt_${newId().replaceAll('-', '')}`, object: 'event', type: 'transfer.reversed' };
  expect((await sendWebhook(app, { ...event, created: 1_790_000_000, data: { object } })).status).toBe(200);
}
