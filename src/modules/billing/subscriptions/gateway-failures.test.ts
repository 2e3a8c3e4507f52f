/** A call to the gateway that fails is answered as its silence, and logged as what it was. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { startTestApp } from '../../../../tests/support/app';

it('what failed is in the log, and not in the answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-log-'));
  const app = await startTestApp({ environment: { LOG_FOLDER: folder } });
  try {
    const user = await app.make.buyer();
    const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
    expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
    await app.settle();
    const { standIn } = app.gateway;
    standIn?.failBy(() => 'ERROR_500');
    // Unreadable there: a fault that is none of the gateway's silence.
    if (!standIn)
      await app.platform.database.change(
        `UPDATE sandbox_objects SET body = '{' WHERE object = 'subscription'`,
      );
    const answer = await user.post('/credits/cancel-subscription', { atPeriodEnd: true });
    expect([answer.status, answer.body.code]).toEqual([503, 'payment_gateway_unavailable']);
    const cause = standIn ? 'Stripe left it open' : 'JSON';
    expect(JSON.stringify(answer.body)).not.toContain(cause);
    const logged = () => readFileSync(join(folder, 'error.log'), 'utf8');
    // The file is written behind the answer.
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
