/** A receipt exists for money that was received, and for its payer only. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { pdfText } from '../../../tests/support/pdf-text';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const byCard = { method: 'CARD', paymentMethodId: 'pm_card_visa' };

describe('a receipt', () => {
  it('is a PDF that names payer, purpose and amount, for the payer and admins only', async () => {
    const [payer, stranger, admin] = [
      await app.make.seller(),
      await app.make.seller(),
      await app.make.admin(),
    ];
    const { body } = await payer.post('/credits/purchase', { credits: 2, ...byCard });
    const path = `/payments/${body.data.payment.id}/receipt`;
    const { status, headers, bytes } = await payer.get(path);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(headers.get('content-disposition')).toContain('attachment; filename="receipt-');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const text = pdfText(bytes);
    for (const words of ['Receipt', body.data.payment.id, 'Test Person', '2 credits', '$59.98'])
      expect(text).toContain(words);
    expect((await admin.get(path)).status).toBe(200);
    expect((await stranger.get(path)).status).toBe(404);
    expect((await app.anonymous.get(path)).status).toBe(401);
    expect((await payer.get(path)).headers.get('etag')).toBe(headers.get('etag'));
  });

  it('shows the letters of the payer, and the day where they live, or where the papers are at home', async () => {
    const payer = await app.make.buyer();
    const elsewhere = await app.make.buyer();
    const zone = { timeZone: 'Europe/Berlin' };
    expect((await elsewhere.put('/users/me/notification-preferences', zone)).status).toBe(200);
    const names = { firstName: 'Łukasz Nguyễn'.normalize('NFD'), lastName: 'İğdır-Щукин 李' };
    expect((await payer.put('/users/me', names)).status).toBe(200);
    const year = new Date(app.clock.now()).getUTCFullYear();
    app.clock.advance(Date.UTC(year + 1, 0, 1, 4, 30) - app.clock.now());
    const { body } = await payer.post('/credits/purchase', { credits: 1, ...byCard });
    const text = pdfText((await payer.get(`/payments/${body.data.payment.id}/receipt`)).bytes);
    for (const words of [
      'Łukasz Nguyễn İğdır-Щукин [U+674E]',
      'Unicode number',
      `December 31, ${year}`,
      'all dates in Eastern Time',
    ])
      expect(text).toContain(words);
    const there = await elsewhere.post('/credits/purchase', { credits: 1, ...byCard });
    const receipt = `/payments/${there.body.data.payment.id}/receipt`;
    for (const reader of [elsewhere, await app.make.admin()]) {
      const read = pdfText((await reader.get(receipt)).bytes);
      expect(read).toContain(`January 1, ${year + 1}`);
      expect(read).toContain('all dates in Central European');
    }
  });

  it('does not exist before the money is received', async () => {
    const payer = await app.make.buyer();
    const debit = { credits: 1, method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
    const { body } = await payer.post('/credits/purchase', debit);
    const receipt = await payer.get(`/payments/${body.data.payment.id}/receipt`);
    expect(receipt.body.code).toBe('payment_not_received');
  });
});
