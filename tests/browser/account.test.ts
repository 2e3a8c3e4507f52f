/** One's own account in a browser, on the real product: how one signs in, what is kept, what one is told. */
import { Secret, TOTP } from 'otpauth';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/platform/kernel/clock';
import type { TestUser } from '../support/app';
import { smallPdf, uploadDocument } from '../support/make-documents';
import { makeListings } from '../support/make-listings';
import { makeOffers } from '../support/make-offers';
import { succeed } from '../support/make-transactions';
import {
  accessibilityProblems,
  type BrowserWorld,
  hasBrowser,
  signInTo,
  startBrowserWorld,
} from '../support/browser';
import { signersOf, startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver';
import { LOOKING_MS, lookAtPages } from '../support/look-at-pages';
import { LOOKED_AT } from './looked-at';

/** Pages look anew by themselves once a minute: what is there before was told by the socket. */
const AT_ONCE = { timeout: 30_000 };

(hasBrowser ? describe : describe.skip)('the account pages in a browser', () => {
  let world: BrowserWorld;
  let app: BrowserWorld['app'];
  let visit: BrowserWorld['visit'];
  /** Who has unlocked a listing, and its seller. */
  let person: TestUser;
  let seller: TestUser;
  let documentId: string;
  let preparedId: string;
  let receiver: WebhookReceiver;
  let endpointId: string;

  beforeAll(async () => {
    receiver = await startWebhookReceiver();
    world = await startBrowserWorld({ WEBHOOK_LOOPBACK: 'true' });
    ({ app, visit } = world);
    const listings = makeListings(app);
    const listing = await listings.active();
    ({ seller } = listing);
    person = await listings.buyerOf(listing.id);
    documentId = await uploadDocument(person, { title: 'Letter of my bank' });
    await person.post('/messages', {
      ...{ receiverId: seller.id, content: 'May I see the books?', documentIds: [documentId] },
    });
    await seller.get(`/documents/${documentId}`);
    await person.post('/reports', {
      ...{ subject: { type: 'LISTING', id: listing.id }, category: 'FALSE_INFORMATION' },
      description: 'The yard was sold last year.',
    });
    await seller.post('/messages', { receiverId: person.id, content: 'Of course. Pay me outside by Zelle.' });
    await person.post('/users/me/api-keys', { name: 'Nightly sync', scopes: ['listings:read'] });
    const made = await succeed(
      person.post('/webhook-endpoints', { url: receiver.addressOf('/ours'), name: 'Our ledger' }),
    );
    endpointId = String(made.body.data.id);
    await succeed(person.post(`/webhook-endpoints/${endpointId}/test`));
    preparedId = await helpBy(await app.make.admin(), listing.id);
  });

  /** An administrator prepares an offer for the person, and writes down what they said of another. Answers what was prepared. */
  async function helpBy(admin: TestUser, listingId: string): Promise<string> {
    const reason = 'They rang us, and asked us to type it in.';
    const offer = { listingId, amountCents: 21_000_000 };
    const made = await succeed(admin.post('/admin/prepared', { for: { userId: person.id }, reason, offer }));
    const offers = makeOffers(app);
    const offerId = await offers.offer(person, listingId);
    await succeed(seller.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 24_000_000 }));
    const heardAt = new Date(app.clock.now()).toISOString();
    const consent = {
      calledBy: 'THEM',
      heardAt,
      knownBy: 'They named their last two sums.',
      said: 'Too dear, no.',
    };
    const answer = { kind: 'REJECT_OFFER', offerId, ...(await offers.seen(offerId)) };
    await succeed(admin.post('/admin/telephone-answers', { userId: person.id, answer, consent }));
    return String(made.body.data.id);
  }
  afterAll(async () => {
    await world?.close();
    await receiver?.close();
  });

  it(
    'shows every page well made',
    async () => {
      const addresses = Object.fromEntries(
        LOOKED_AT.account.map((path) => [
          path,
          path
            .replace(':partnerId', seller.id)
            .replace('/prepared/:id', `/prepared/${preparedId}`)
            .replace('/webhooks/:id', `/webhooks/${endpointId}`)
            .replace(':id', documentId),
        ]),
      );
      await lookAtPages(world, { addresses, person, reader: 'account' });
    },
    LOOKING_MS,
  );

  it('turns the second factor on, signs in with a recovery code, and asks for a code in the middle of a form', async () => {
    const { context, page, complaints } = await visit([401, 403]);
    const user = await app.make.seller();
    const codeOf = (secret: string) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock.now() });
    await signInTo(page, user, '/account/security');
    await page.getByRole('button', { name: 'Turn it on' }).click();
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? '';
    await page.getByLabel('Six digits').fill(codeOf(secret));
    await page.getByRole('button', { name: 'Turn it on' }).click();
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    const codes = await page.getByRole('main').locator('ul li').allTextContents();
    expect(codes).toHaveLength(10);
    const done = page.getByRole('button', { name: 'Done' });
    expect(await done.isDisabled()).toBe(true);
    await page.getByLabel('I have kept them').check();
    await done.click();
    await page.getByRole('button', { name: 'Turn it off' }).waitFor();
    await page.getByRole('button', { name: 'Test P.' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Register' }).waitFor();

    await page.goto('/account/api-keys');
    await page.getByLabel('Email address').fill(user.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(user.password);
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Code').fill(codes[0] ?? '');
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Name').fill('Typed before');
    await page.getByLabel('Listings: read').check();
    app.clock.advance(11 * MINUTE_MS);
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await dialog.getByLabel('Code').fill(codeOf(secret));
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Your new key' }).waitFor();
    expect((await user.get('/auth/me')).status).toBe(401);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('cell', { name: 'Typed before' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('adds a webhook endpoint, tries it, has it posted again, and gives it a second secret', async () => {
    const { context, page, complaints } = await visit([422]);
    await signInTo(page, seller, '/account/webhooks');
    await page.getByText('You have no webhook endpoint.').waitFor();
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    await page.getByRole('textbox', { name: 'Address' }).fill('https://10.0.0.1/hooks');
    await page.getByLabel('Only these').check();
    const add = page.getByRole('button', { name: 'Add an endpoint' });
    expect(await add.isDisabled()).toBe(true);
    await page.getByLabel('Find a kind').fill('offer.made');
    await page.getByLabel('offer.made', { exact: true }).check();
    expect(await accessibilityProblems(page)).toEqual([]);
    await add.click();
    await page.locator('input[name="url"][aria-invalid="true"]').waitFor();
    expect((await seller.get('/webhook-endpoints')).body.data).toEqual([]);
    await page.getByRole('textbox', { name: 'Address' }).fill(receiver.addressOf('/theirs'));
    await page.getByLabel('Name').fill('My books');
    await add.click();
    await page.getByRole('heading', { name: 'The secret of your endpoint' }).waitFor();
    const first = (await page.getByText(/^whsec_/).textContent()) ?? '';
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('link', { name: 'My books' }).click();
    await page.getByRole('heading', { name: 'My books' }).waitFor();
    expect(await page.getByText(first).count()).toBe(0);
    await page.getByText('Nothing was posted yet.').waitFor();

    await page.getByRole('button', { name: 'Send a test event' }).click();
    const look = page.getByRole('button', { name: /^Look at A test event/ });
    await look.waitFor();
    await app.settle();
    await page.getByRole('cell', { name: 'Taken' }).waitFor(AT_ONCE);
    await look.click();
    const dialog = page.getByRole('dialog', { name: 'A test event' });
    await dialog.getByText('Try 1 · HTTP 204').waitFor();
    await dialog.getByText('"type": "webhook.test"').waitFor();
    await dialog.getByRole('button', { name: 'Post it again' }).click();
    await dialog.getByText('It is posted again.').waitFor();
    await app.settle();
    await dialog.getByText('Try 2 · HTTP 204').waitFor(AT_ONCE);
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    const posted = receiver.postedTo('/theirs');
    expect(new Set(posted.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    for (const each of posted) expect(signersOf(each, [first])).toEqual([first]);

    await page.getByRole('button', { name: 'Make a new secret' }).click();
    const rotate = page.getByRole('dialog', { name: 'Make a new secret?' });
    await rotate.getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByText('we sign with the secret before it as well').waitFor();
    const second = (await page.getByText(/^whsec_/).textContent()) ?? '';
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await page.getByText('A test event is on its way.').waitFor();
    await app.settle();
    const last = receiver.postedTo('/theirs').at(-1);
    if (!last) throw new Error('Nothing was posted.');
    expect(signersOf(last, [first, second])).toEqual([first, second]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('pauses and changes a webhook endpoint, has a stretch posted again, and says why one is off', async () => {
    const { context, page, complaints } = await visit([409]);
    const owner = await app.make.buyer();
    const path = '/changed';
    receiver.answer(path, (response) => void response.writeHead(500).end('Not today'));
    const made = await succeed(owner.post('/webhook-endpoints', { url: receiver.addressOf(path) }));
    const id = String(made.body.data.id);
    await succeed(owner.post(`/webhook-endpoints/${id}/test`));
    await app.settle();
    await signInTo(page, owner, `/account/webhooks/${id}`);
    await page.getByText('1 try failed, on').waitFor();
    await page.getByRole('cell', { name: 'Waiting' }).waitFor();

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Events wait until you resume it.').waitFor();
    await page.getByRole('button', { name: 'Post a stretch of time again' }).click();
    const stretch = page.getByRole('dialog', { name: 'Post a stretch of time again' });
    await stretch.getByText('Resume the endpoint first.').waitFor();
    expect(await stretch.getByRole('button', { name: 'Post again' }).isDisabled()).toBe(true);
    await stretch.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Post a stretch of time again' }).click();
    await stretch.getByLabel('From').fill('2020-01-01T00:00');
    await stretch.getByRole('button', { name: 'Post again' }).click();
    await stretch.getByText('There was nothing to post again in this time.').waitFor();
    await stretch.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Change' }).click();
    const change = page.getByRole('dialog', { name: 'Change the endpoint' });
    await change.getByLabel('Only these').check();
    await change.getByLabel('Find a kind').fill('offer.');
    await change.getByLabel('offer.made', { exact: true }).check();
    await change.getByRole('button', { name: 'Save' }).click();
    await page.getByText('offer.made', { exact: true }).first().waitFor();
    expect((await owner.get(`/webhook-endpoints/${id}`)).body.data.events).toEqual(['offer.made']);

    receiver.answer(path, (response) => void response.writeHead(410).end());
    await succeed(owner.post(`/webhook-endpoints/${id}/test`));
    await app.settle();
    await page.reload();
    await page.getByText('It answered that it is gone (410).').waitFor();
    await page.getByRole('link', { name: 'All endpoints' }).click();
    await page.getByRole('cell', { name: 'Switched off' }).waitFor();
    await page.getByRole('link', { name: receiver.addressOf(path) }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('You have no webhook endpoint.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('offers no new endpoint, and confirms nothing that was prepared, while that is switched off', async () => {
    const admin = await app.make.admin();
    const turn = async (value: string | null) => {
      const { version } = (await succeed(admin.get('/admin/settings'))).body.data;
      const values = ['WEBHOOKS', 'NEW_OFFERS'].map((name) => ({ name: `FEATURE_${name}`, value }));
      await succeed(admin.put('/admin/settings', { version, values, reason: 'A rehearsal.' }));
    };
    const { context, page, complaints } = await visit();
    const places = [
      ['/account/webhooks', 'Add an endpoint', 'No new webhooks are taken at the moment.'],
      [`/prepared/${preparedId}`, 'Confirm', 'No new offers can be made at the moment.'],
    ] as const;
    await turn('false');
    await signInTo(page, person, '/account');
    for (const [path, button, word] of places) {
      await page.goto(path);
      await page.getByText(word).waitFor();
      expect(await page.getByRole('button', { name: button }).count()).toBe(0);
    }
    await page.getByRole('button', { name: 'Decline' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await turn(null);
    for (const [path, button] of places) {
      await page.goto(path);
      await page.getByRole('button', { name: button }).waitFor();
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('sends a document with a message, which the other side opens and its owner sees that they did', async () => {
    const [mine, theirs] = [await visit(), await visit()];
    await signInTo(mine.page, person, `/messages/${seller.id}`);
    await mine.page
      .getByLabel('Attach a document')
      .setInputFiles({ name: 'loss runs.pdf', mimeType: 'application/pdf', buffer: smallPdf() });
    await mine.page.getByRole('button', { name: 'Remove loss runs.pdf' }).waitFor();
    await mine.page.getByLabel('Your message').fill('Here is what the insurer wrote.');
    await mine.page.getByRole('button', { name: 'Send' }).click();
    await mine.page.getByRole('button', { name: 'Open loss runs.pdf' }).waitFor();
    await mine.page.getByRole('button', { name: 'Remove loss runs.pdf' }).waitFor({ state: 'detached' });
    await signInTo(theirs.page, seller, `/messages/${person.id}`);
    const download = theirs.page.waitForEvent('download');
    await theirs.page.getByRole('button', { name: 'Open loss runs.pdf' }).click();
    expect((await download).suggestedFilename()).toBe('loss runs.pdf');
    await mine.page.goto('/documents');
    await mine.page.getByRole('link', { name: 'loss runs.pdf' }).click();
    await mine.page.getByRole('cell', { name: 'Downloaded it, by a link' }).waitFor();
    expect([...mine.complaints, ...theirs.complaints]).toEqual([]);
    await mine.context.close();
    await theirs.context.close();
  });

  it('reports a person, and takes the report back; a refusal is gone once it was read', async () => {
    const { context, page, complaints } = await visit([409]);
    await signInTo(page, person, `/users/${seller.id}`);
    await page.getByRole('button', { name: 'Report this person' }).click();
    const dialog = page.getByRole('dialog', { name: 'Report this person' });
    await dialog.getByLabel('What is wrong?').selectOption('OUTSIDE_PAYMENT');
    await dialog.getByLabel('What happened').fill('They asked for Zelle.');
    await dialog.getByRole('button', { name: 'Send the report' }).click();
    await page.getByRole('link', { name: 'Your reports' }).click();
    await page.getByText('They asked for Zelle.').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'They asked for Zelle.' });
    await row.getByRole('button', { name: 'Take it back' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Take it back' });
    const refusal = { status: 409, title: 'Not now', code: 'not_now', detail: 'Somebody reads it.' };
    await page.route(
      /\/withdraw$/,
      (route) =>
        route.fulfill({ ...{ status: 409, json: refusal }, contentType: 'application/problem+json' }),
      { times: 1 },
    );
    await confirm.click();
    const refused = page.getByRole('dialog').getByRole('alert');
    await refused.getByText('Somebody reads it.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await row.getByRole('button', { name: 'Take it back' }).click();
    await confirm.waitFor();
    expect(await refused.count()).toBe(0);
    await confirm.click();
    await row.getByText('You took it back').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows a message at once in the window of whom it is for, that they write, and that it was read', async () => {
    const [theirs, mine] = [await visit(), await visit()];
    await signInTo(theirs.page, seller, `/messages/${person.id}`);
    await signInTo(mine.page, person, `/messages/${seller.id}`);
    await theirs.page.getByText('May I see the books?').first().waitFor();
    // What was written before is read; then they are elsewhere.
    await mine.page.getByRole('link', { name: 'Messages', exact: true }).waitFor();
    await mine.page.getByRole('link', { name: 'Companies for sale' }).first().click();
    await theirs.page.getByLabel('Your message').fill('They are in the data room now.');
    await theirs.page.getByRole('button', { name: 'Send' }).click();
    await theirs.page.getByText('They are in the data room now.').first().waitFor();
    await app.settle();
    await mine.page.getByRole('link', { name: 'Messages, 1 unread' }).click(AT_ONCE);
    await mine.page.getByRole('link', { name: /They are in the data room/ }).click();
    await mine.page.getByRole('heading', { level: 1, name: 'Test P.' }).waitFor();
    await mine.page.getByRole('link', { name: 'Messages', exact: true }).waitFor();
    await app.settle();
    await theirs.page.getByText('Read', { exact: true }).last().waitFor(AT_ONCE);
    await theirs.page.getByLabel('Your message').pressSequentially('Or s');
    await mine.page.getByText('Test P. is writing …').waitFor();
    expect([...theirs.complaints, ...mine.complaints]).toEqual([]);
    await theirs.context.close();
    await mine.context.close();
  });

  it('lets a plan whose renewal was declined be paid with another card, be canceled, and be kept after all', async () => {
    const subscriber = await app.make.seller();
    const asked = await subscriber.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
    await app.gateway.pages.payCheckout(String(asked.body.data.checkoutUrl), 'pm_card_declinesLater');
    await app.settle();
    await app.later(31 * DAY_MS + 2 * HOUR_MS);
    const { context, page, complaints } = await visit();
    await signInTo(page, subscriber, '/account/billing');
    await page.getByText(/^\$99\.00 is due\. If it is not paid by/).waitFor();
    await page.getByText('Payment due', { exact: true }).waitFor();
    await page.getByLabel(/choose what the method does/).selectOption('pm_card_visa');
    await page.getByRole('button', { name: 'Save it' }).click();
    await page.getByRole('button', { name: 'Pay the plan with it' }).click();
    await page.getByText('Pays your plan').waitFor();
    // The card may have paid what was due as it was named; else it is a press away.
    const pay = page.getByRole('button', { name: 'Pay $99.00' });
    await app.settle();
    await page.reload();
    await page.getByRole('button', { name: 'Change the plan' }).waitFor();
    if ((await pay.count()) > 0) await pay.click();
    await app.settle();
    await page.reload();
    await page.getByText('It renews then.').waitFor();
    await page.getByText('Active', { exact: true }).waitFor();
    await pay.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Cancel the plan' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel the plan?' });
    await dialog.getByRole('button', { name: 'Cancel the plan' }).click();
    await page.getByText('It ends then and does not renew.').waitFor();
    await page.getByRole('button', { name: 'Keep the plan' }).click();
    await page.getByText('It renews then.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('lets an administrator look as somebody in one tab, change nothing there, and be themselves after a reload', async () => {
    const { context, page, complaints } = await visit();
    const admin = await app.make.admin();
    await signInTo(page, admin, `/admin/users/${person.id}`);
    await page.getByRole('button', { name: 'Look as this person' }).click();
    const dialog = page.getByRole('dialog', { name: 'Look as this person' });
    await dialog.getByLabel('Reason').fill('They cannot find their offer.');
    await dialog.getByRole('button', { name: 'Look as this person' }).click();
    const banner = page.getByRole('region', { name: 'You look as somebody else' });
    await banner.getByText('Nothing can be changed').waitFor();
    await page.getByRole('button', { name: 'Test P.' }).click();
    await page.getByRole('menuitem', { name: 'Account' }).click();
    await page.getByLabel('First name').fill('Somebody');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('You look as somebody else: nothing can be changed.').waitFor();
    // What would ask them for their password is out of reach.
    await page.getByRole('link', { name: 'Sign-in and security' }).click();
    expect(await page.getByRole('button', { name: 'Turn it on' }).isDisabled()).toBe(true);
    await page.getByText('You look as somebody else: nothing can be changed.').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Your data' }).click();
    await page.getByRole('button', { name: 'Delete my account' }).click();
    const remove = page.getByRole('dialog').getByRole('button', { name: 'Delete my account' });
    expect(await remove.isDisabled()).toBe(true);
    expect((await person.get('/users/me')).body.data.firstName).toBe('Test');
    await page.reload();
    await page.getByRole('link', { name: 'Admin', exact: true }).waitFor();
    expect(await banner.count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
