/** What holds of payments before any of them is stored: states, signatures, the sandbox's test methods. */
import fc from 'fast-check';
import { DAY_MS } from '../../platform/kernel/clock';
import { decideStart, outranks, type PaymentStatus, type ExistingPayment } from './payment.rules';
import { readRefundReference, refundReference } from './refund.rules';
import { toPayment } from '../gateway/stripe/from-stripe';
import { nextStepOf, payerHasUntil } from './payment-timeouts.rules';
import { findSignatureFault, signWebhook } from '../gateway/sandbox/sandbox-signature.rules';

describe('the states of a payment', () => {
  const statuses: PaymentStatus[] = ['STARTED', 'PROCESSING', 'FAILED', 'CANCELLED', 'SUCCEEDED'];
  const hear = (news: PaymentStatus[]) =>
    news.reduce<PaymentStatus>((status, next) => (outranks(next, status) ? next : status), 'STARTED');

  it('news in any order, with any repetition, ends alike', () => {
    fc.assert(
      fc.property(
        fc
          .subarray(statuses, { minLength: 1 })
          .chain((news) =>
            fc.tuple(
              fc.constant(news),
              fc.shuffledSubarray(news, { minLength: news.length }),
              fc.array(fc.constantFrom(...news)),
            ),
          ),
        ([news, shuffled, repeated]) => {
          expect(hear([...shuffled, ...repeated])).toBe(hear(news));
        },
      ),
    );
  });

  it('money that came is never unheard', () => {
    for (const status of statuses) expect(outranks(status, 'SUCCEEDED')).toBe(false);
  });
});

describe('a payment that stands where another is wanted', () => {
  const wanted = { method: 'CARD' as const, amountCents: 100, payerId: 'p', paymentMethodId: 'pm_one' };
  const existing: ExistingPayment = {
    ...wanted,
    ...{ troubleSince: null, silentAt: null },
    status: 'STARTED',
    gatewayPaymentId: null,
    startedAt: 0,
  };

  it.each<[string, Partial<ExistingPayment>, string]>([
    ['the same goes on', {}, 'CONTINUE'],
    ['another method gives way', { method: 'WIRE' }, 'REPLACE'],
    ['another amount gives way', { amountCents: 99 }, 'REPLACE'],
    ['one that waits for the payer’s bank goes on', { gatewayPaymentId: 'pi_one' }, 'CONTINUE'],
    [
      'one that waits for another card’s bank gives way',
      { gatewayPaymentId: 'pi_one', paymentMethodId: 'pm_other' },
      'REPLACE',
    ],
    [
      'one whose answer was lost goes on with its card',
      { troubleSince: 1, silentAt: 1, paymentMethodId: 'pm_other' },
      'CONTINUE',
    ],
    [
      'one that was refused for us gives way to another card',
      { troubleSince: 1, paymentMethodId: 'pm_other' },
      'REPLACE',
    ],
    ['money under way goes on', { status: 'PROCESSING' }, 'CONTINUE'],
    [
      'money under way by another method stands in the way',
      { status: 'PROCESSING', method: 'BANK_DEBIT' },
      'UNDER_WAY',
    ],
    ['what is paid is paid', { status: 'SUCCEEDED', method: 'WIRE' }, 'PAID'],
  ])('%s', (_, differs, expected) => {
    expect(decideStart({ ...existing, ...differs }, wanted, 1)).toBe(expected);
  });

  it('a key that the gateway has forgotten is not used again', () => {
    expect(decideStart(existing, wanted, DAY_MS)).toBe('REPLACE');
    expect(decideStart({ ...existing, gatewayPaymentId: 'pi_1' }, wanted, DAY_MS)).toBe('CONTINUE');
  });
});

describe('the signature of a webhook', () => {
  const body = Buffer.from('{"id":"evt_1"}');
  const now = 1_790_000_000;
  const fault = (header: string | undefined, secrets = ['old', 'new'], bytes = body) =>
    findSignatureFault(bytes, header, secrets, now);

  it('is good with any of the secrets in use, and with several signatures in the header', () => {
    expect(fault(signWebhook(body, 'new', now))).toBeNull();
    expect(fault(signWebhook(body, 'old', now))).toBeNull();
    expect(
      fault(`${signWebhook(body, 'other', now)},v0=abc,${signWebhook(body, 'new', now).split(',')[1]}`),
    ).toBeNull();
  });

  it('is made as Stripe makes it', () => {
    expect(signWebhook('{"a":1}', 'whsec_test', 1_700_000_000)).toBe(
      't=1700000000,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789',
    );
  });

  it.each([
    ['none', undefined, 'MISSING'],
    ['no time', 'v1=00', 'MALFORMED'],
    ['no signature', `t=${now}`, 'MALFORMED'],
    ['not hexadecimal', `t=${now},v1=zz`, 'WRONG'],
    ['of another secret', signWebhook(body, 'other', now), 'WRONG'],
    ['of other bytes', signWebhook('{"id":"evt_2"}', 'new', now), 'WRONG'],
    ['301 seconds old', signWebhook(body, 'new', now - 301), 'STALE'],
    ['from 301 seconds ahead', signWebhook(body, 'new', now + 301), 'STALE'],
    [
      'with another time than was signed',
      signWebhook(body, 'new', now - 900).replace(/t=\d+/, `t=${now}`),
      'WRONG',
    ],
  ])('is refused when there is %s', (_, header, expected) => {
    expect(fault(header)).toBe(expected);
  });

  it('is good for 300 seconds', () => {
    expect(fault(signWebhook(body, 'new', now - 300))).toBeNull();
  });
});

describe('the life of a payment by its method', () => {
  const begun = { status: 'STARTED' as const, gatewayPaymentId: 'pi_1', startedAt: 0, processingAt: null };

  it('a bank account has ten days to be verified, on the page that Stripe names; a card has one', () => {
    const url = 'https://payments.stripe.com/microdeposit/pacs_test';
    const { authenticationUrl } = toPayment({
      ...{
        id: 'pi_1',
        object: 'payment_intent',
        amount: 100,
        amount_received: 0,
        currency: 'usd',
        created: 1,
      },
      ...{ status: 'requires_action', metadata: {} },
      next_action: {
        type: 'verify_with_microdeposits',
        verify_with_microdeposits: { arrival_date: 1, hosted_verification_url: url },
      },
    });
    const debit = { ...begun, method: 'BANK_DEBIT' as const, authenticationUrl };
    expect(nextStepOf(debit)).toMatchObject({ step: 'VERIFY_BANK_ACCOUNT', url, until: 10 * DAY_MS });
    expect(payerHasUntil(debit)).toBe(10 * DAY_MS);
    expect(payerHasUntil({ ...debit, method: 'CARD' })).toBe(DAY_MS);
    expect(payerHasUntil({ ...debit, status: 'PROCESSING' })).toBeNull();
  });
});

it('a refund is known again by its reference, and nothing else is', () => {
  expect(readRefundReference(refundReference('abc', 3))).toEqual({ refundId: 'abc', attempt: 3 });
  for (const other of [null, '', 'abc', 'abc:', ':1', 'abc:x', 'a:1:2']) {
    expect(readRefundReference(other)).toBeNull();
  }
});
