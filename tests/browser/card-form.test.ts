/** The form of the payment gateway in a browser: Stripe's, whose script is played here, on the stand-in of Stripe. */
import type { Page } from 'playwright-core';
import { startTestApp, type TestUser } from '../support/app';
import {
  accessibilityProblems,
  type BrowserWorld,
  browseWorld,
  hasBrowser,
  signInTo,
} from '../support/browser';
import { prepareStripe } from '../support/stripe-gateway';

/** As much of Stripe.js as is used: a field, and a method that the stand-in of Stripe knows. */
const PLAYED = `
globalThis.Stripe = (key) => {
  const confirmed = (secret) => ({ setupIntent: { status: 'succeeded', payment_method: 'pm_card_visa', secret } });
  let field;
  return {
    elements: ({ clientSecret, appearance }) => ({
      create: () => ({
        mount(place) {
          place.dataset.opened = [key, clientSecret, appearance.theme].join(' ');
          place.innerHTML = '<label>Card number <input name="number"></label>';
          field = place.querySelector('input');
        },
        unmount() { field.closest('label').remove(); },
      }),
      update() {},
    }),
    confirmSetup: async () =>
      field.value.replaceAll(' ', '') === '4242424242424242'
        ? confirmed()
        : { error: { message: 'Your card number is incomplete.' } },
    retrieveSetupIntent: async () => confirmed(),
  };
};`;

(hasBrowser ? describe : describe.skip)('the form of the payment gateway in a browser', () => {
  let browser: BrowserWorld;
  let buyer: TestUser;

  beforeAll(async () => {
    ({ browser } = await browseWorld(async (environment) => {
      const app = await startTestApp({ behind: await prepareStripe(), environment });
      return { app, close: () => app.close() };
    }));
    buyer = await browser.app.make.buyer();
  });
  afterAll(() => browser?.close());

  async function playStripe(page: Page): Promise<string[]> {
    const loaded: string[] = [];
    await page.route('https://js.stripe.com/**', (route) => {
      loaded.push(route.request().url());
      return route.fulfill({ contentType: 'text/javascript', body: PLAYED });
    });
    return loaded;
  }

  it('saves a card where one is needed, and leads back there', async () => {
    const { context, page, complaints } = await browser.visit();
    const loaded = await playStripe(page);
    await signInTo(page, buyer, '/account/billing');
    await page.getByRole('link', { name: 'Add a card or a bank account' }).click();
    const number = page.getByLabel('Card number');
    await number.fill('4242');
    expect(await page.locator('[data-opened]').getAttribute('data-opened')).toMatch(
      /^pk_test_stand_in seti_\w+_secret_\w+ stripe$/,
    );
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save it' }).click();
    await page.getByText('Your card number is incomplete.').waitFor();
    await number.fill('4242 4242 4242 4242');
    await page.getByRole('button', { name: 'Save it' }).click();
    await page.waitForURL('**/account/billing');
    await page.getByRole('listitem').getByText('Visa ending in 4242').waitFor();
    expect(loaded).toEqual(['https://js.stripe.com/endive/stripe.js']);
    const { body } = await buyer.get('/payments/payment-methods');
    expect(body.data).toEqual([expect.objectContaining({ method: 'CARD', last4: '4242' })]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('saves what a bank has confirmed on a page of its own, once it leads back', async () => {
    const person = await browser.app.make.buyer();
    const { context, page, complaints } = await browser.visit();
    await playStripe(page);
    await signInTo(page, person, '/pricing');
    await page.goto('/account/billing/add?next=/offers&setup_intent_client_secret=seti_1_secret_1');
    await page.waitForURL('**/offers');
    expect((await person.get('/payments/payment-methods')).body.data).toHaveLength(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says that the form was not loaded, and tries again', async () => {
    const { context, page } = await browser.visit([0]);
    await page.route('https://js.stripe.com/**', (route) => route.abort());
    await signInTo(page, buyer, '/account/billing/add');
    await page.getByText('The form of the payment gateway could not be loaded.').waitFor();
    await playStripe(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('Card number').waitFor();
    await context.close();
  });

  it('lets the script of the gateway run on that address alone', async () => {
    const policyOf = async (path: string) => {
      const { headers } = await fetch(`${browser.app.url}${path}`, { headers: { accept: 'text/html' } });
      return headers.get('content-security-policy');
    };
    expect(await policyOf('/account/billing/add')).toContain("script-src 'self' https://js.stripe.com");
    for (const path of ['/', '/account/billing', '/deals/x/pay', '/nothing'])
      expect([path, await policyOf(path)]).toEqual([path, expect.not.stringContaining('stripe')]);
    // A link within the app leads there by a load of its own.
    const { context, page, complaints } = await browser.visit();
    await playStripe(page);
    await signInTo(page, buyer, '/account/billing/add');
    await page.getByLabel('Card number').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
