/** A fee buys the credit of a publication; receipts are drawn for money that came in, and for its payer only. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { pdfText } from '../../../tests/support/pdf-text';
import { newId } from '../../platform/kernel/ids';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const byCard = { method: 'CARD', paymentMethodId: 'pm_card_visa' };

describe('a listing fee', () => {
  it('buys the one credit that a publication spends, and is revenue of listings', async () => {
    const seller = await app.make.seller();
    const before = await app.modules.ledger.balance('revenue:listings');
    const listingId = newId();
    const headers = { 'idempotency-key': newId() };
    const fee = { listingId, ...byCard };
    const { status, body } = await seller.post('/credits/listing-fee', fee, headers);
    expect(status).toBe(201);
    expect(body.data).toMatchObject({ listingId, credits: 1, priceCents: 4_999, status: 'PAID' });
    await app.settle();
    await app.platform.database.change('DELETE FROM idempotency_keys');
    expect((await seller.post('/credits/listing-fee', fee, headers)).body.data.id).toBe(body.data.id);
    const other = await seller.post('/credits/listing-fee', { ...fee, listingId: newId() }, headers);
    expect(other.body.code).toBe('idempotency_key_reused');
    expect(await app.modules.billing.creditBalance(seller.id)).toBe(1);
    expect((await app.modules.ledger.balance('revenue:listings')) - before).toBe(4_999);
    expect(await app.modules.ledger.balance(`unallocated:${body.data.payment.id}`)).toBe(0);
    expect((await seller.get('/payments?purpose=LISTING_FEE')).body.data).toHaveLength(1);
    expect((await seller.get('/credits/history')).body.data[0]).toMatchObject({ reason: 'Listing fee paid' });
    expect(await app.modules.billing.findViolations()).toEqual([]);
  });

  it('is for sellers, and its price is ours', async () => {
    const fee = { listingId: newId(), ...byCard };
    expect((await (await app.make.buyer()).post('/credits/listing-fee', fee)).status).toBe(403);
    const seller = await app.make.seller();
    expect((await seller.post('/credits/listing-fee', { ...fee, priceCents: 1 })).status).toBe(400);
  });
});

describe('a receipt', () => {
  it('is a PDF that names payer, purpose and sum, for the payer and admins only', async () => {
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

  it('is not drawn before the money is here', async () => {
    const payer = await app.make.buyer();
    const debit = { credits: 1, method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
    const { body } = await payer.post('/credits/purchase', debit);
    const receipt = await payer.get(`/payments/${body.data.payment.id}/receipt`);
    expect(receipt.body.code).toBe('payment_not_received');
  });
});
