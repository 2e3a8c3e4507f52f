/** A failed call to the gateway is answered as unavailable, and logged with its cause. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { startTestApp } from '../../../../tests/support/app';

it('the cause is in the log, and not in the answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-log-'));
  const app = await startTestApp({ environment: { LOG_FOLDER: folder } });
  try {
    const user = await app.make.buyer();
    const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
    expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
    await app.settle();
    const { standIn } = app.gateway;
    standIn?.failBy(() => 'ERROR_500');
    // The answer cannot be read: the gateway is not silent, and the fault may be ours.
    if (!standIn)
      await app.platform.database.change(
        `UPDATE sandbox_objects SET body = '{' WHERE object = 'subscription'`,
      );
    const answer = await user.post('/credits/cancel-subscription', { atPeriodEnd: true });
    expect([answer.status, answer.body.code]).toEqual([503, 'payment_gateway_unavailable']);
    const cause = standIn ? 'Stripe left it open' : 'JSON';
    expect(JSON.stringify(answer.body)).not.toContain(cause);
    const logged = () => readFileSync(join(folder, 'error.log'), 'utf8');
    // The log file is written after the answer.
    while (!logged().includes('request failed')) await breathe();
    const line = logged()
      .split('\n')
      .find((each) => each.includes('request failed'));
    const { error } = JSON.parse(line ?? '{}') as { error: { name: string; cause: { message: string } } };
    expect(error.name).toBe('Problem');
    expect(error.cause.message).toContain(cause);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
