/** The pages of the administrators in a browser: a queue by keys alone, money that takes two of them, looking as somebody else. */
import type { TestUser } from '../support/app';
import {
  accessibilityProblems,
  type BrowserWorld,
  browseWorld,
  hasBrowser,
  signInTo,
  startBrowserWorld,
} from '../support/browser';
import { LOOKING_MS, lookAtPages } from '../support/look-at-pages';
import { smallPdf, uploadDocument } from '../support/make-documents';
import { type MadeListing, makeListings } from '../support/make-listings';
import { createSuppressions } from '../../src/platform/mail/suppressions';
import { DAY_MS, HOUR_MS } from '../../src/platform/kernel/clock';
import { disputeEvent, sendWebhook, setBankAccount } from '../support/make-payments';
import { type DealWorld, type MadeDeal, startDealWorld, succeed } from '../support/make-transactions';
import { settled } from '../support/settled';
import { LOOKED_AT } from './looked-at';

(hasBrowser ? describe : describe.skip)('the pages of the administrators in a browser', () => {
  let world: BrowserWorld;
  let app: BrowserWorld['app'];
  let visit: BrowserWorld['visit'];
  let listings: ReturnType<typeof makeListings>;
  let admins: [TestUser, TestUser];
  let premium: MadeListing;
  let reportId: string;

  beforeAll(async () => {
    // Below the fee of a premium listing: its wire takes two.
    world = await startBrowserWorld({ TWO_ADMIN_LIMIT_CENTS: '10000' });
    ({ app, visit } = world);
    listings = makeListings(app);
    admins = [await app.make.admin(), await app.make.admin()];
    premium = await listings.active({ title: 'Flatbed carrier with its own yard' });
    await someWork(premium);
  });
  afterAll(() => world?.close());

  /** Something waits in most queues. */
  async function someWork({ id, seller }: MadeListing): Promise<void> {
    const [admin] = admins;
    const path = `/listings/${id}/premium-request`;
    const { body } = await succeed(seller.post(path, { note: 'It sells well.' }));
    await succeed(admin.put(`/admin/premium-requests/${body.data.id}`, { decision: 'APPROVE' }));
    await succeed(seller.post(`${path}/payment`, { method: 'WIRE' }));
    await uploadDocument(seller);
    const content = smallPdf('4 0 obj\n<< /S /JavaScript >>\nendobj');
    await uploadDocument(seller, { title: 'Form MCS-150', content });
    const buyer = await app.make.buyer();
    await succeed(
      buyer.post('/reports', {
        ...{ subject: { type: 'LISTING', id }, category: 'FALSE_INFORMATION' },
        description: 'The yard was sold last year.',
      }),
    );
    const other = await listings.draft();
    await succeed(
      other.seller.post('/fmcsa/proof-of-control/request-review', {
        usdot: other.usdot,
        description: 'I am the managing member; see the articles that I uploaded.',
      }),
    );
    await listings.unlock(buyer, id);
    await succeed(buyer.post('/messages', { receiverId: seller.id, content: 'May I see the yard?' }));
    await succeed(seller.post('/messages', { receiverId: buyer.id, content: 'Send me a wire first.' }));
    const conversation = `/messages/conversations/${seller.id}/report`;
    await succeed(buyer.post(conversation, { reason: 'They want money outside of escrow.' }));
    const reports = await succeed(admin.get('/admin/message-reports'));
    reportId = String(reports.body.data[0].id);
    const documentIds = [await uploadDocument(seller, { title: 'Screenshot of the fee' })];
    await succeed(
      seller.post('/messages', { receiverId: 'support', content: 'Where is my invoice?', documentIds }),
    );
    await app.settle();
  }

  it(
    'shows every page well made',
    async () => {
      const waiting = await listings.pending();
      await listings.proveControl(waiting);
      const idOf = (path: string) => {
        if (path.startsWith('/admin/message-reports')) return reportId;
        return path.startsWith('/admin/listings') ? waiting.id : premium.seller.id;
      };
      const addresses = Object.fromEntries(
        LOOKED_AT.admin.map((path) => [path, path.replace(':id', idOf(path))]),
      );
      await lookAtPages(world, { addresses, person: admins[0], reader: 'administrator' });
      await succeed(
        admins[0].post(`/admin/listings/${waiting.id}/reject`, {
          ...(await listings.readVersion(waiting.id)),
          reason: 'The text names a customer.',
        }),
      );
    },
    LOOKING_MS,
  );

  it('lets a queue be worked off by keys alone', async () => {
    const waiting = [await listings.pending(), await listings.pending({ title: 'Reefer carrier, north' })];
    for (const each of waiting) await listings.proveControl(each);
    const { context, page, complaints } = await visit();
    await signInTo(page, admins[0], '/admin?queue=LISTING_REVIEW');
    await page.getByRole('table').waitFor();
    for (const key of ['j', 'j', 'k', 'c']) await page.keyboard.press(key);
    const claimed = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Let go' }) });
    await claimed.waitFor();
    expect(await claimed.count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/admin/listings/${waiting[0]?.id}`);
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await settled(page);
    await page.keyboard.press('a');
    const approval = page.getByRole('dialog', { name: 'Approve' });
    await approval.getByLabel('Notes').focus();
    // A letter that is typed is no key of the page.
    await page.keyboard.type('read');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/admin/listings/${waiting[1]?.id}`);
    await page.getByRole('heading', { name: 'Reefer carrier, north' }).waitFor();
    await page.keyboard.press('r');
    const rejection = page.getByRole('dialog', { name: 'Reject' });
    await rejection.getByLabel('Reason').focus();
    await page.keyboard.type('The title names a region that is not on the record.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('No listing is here.').waitFor();
    const states = waiting.map(
      async ({ id, seller }) => (await seller.get(`/listings/${id}`)).body.data.status,
    );
    expect(await Promise.all(states)).toEqual(['ACTIVE', 'REJECTED']);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps the reason of whoever was second on one listing, and sends it about what stands by then', async () => {
    const { id } = await listings.active({ title: 'Tanker carrier of two administrators' });
    const other = async (act: string, body: object = {}) =>
      succeed(
        admins[1].post(`/admin/listings/${id}/${act}`, { ...(await listings.readVersion(id)), ...body }),
      );
    const { context, page, complaints } = await visit([409]);
    await signInTo(page, admins[0], `/admin/listings/${id}`);
    const reason = 'The seller has told us of a second sale.';
    const press = page.getByRole('button', { name: 'Suspend' });
    await press.click();
    const dialog = page.getByRole('dialog', { name: 'Suspend' });
    await dialog.getByLabel('Reason').fill(reason);
    await other('suspend', { reason: 'Looked at.' });
    await other('reinstate');
    const suspend = dialog.getByRole('button', { name: 'Suspend' });
    await suspend.click();
    await dialog.getByText(/^The page behind shows what stands now/).waitFor();
    expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await press.click();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe(reason);
    await other('suspend', { reason: 'Looked at again.' });
    await other('reinstate');
    await suspend.click();
    await dialog.getByText(/^The page behind shows what stands now/).waitFor();
    await settled(page);
    // About what was read since.
    await suspend.click();
    await dialog.waitFor({ state: 'detached' });
    const { body } = await succeed(admins[1].get(`/listings/${id}`));
    expect(body.data).toMatchObject({ status: 'SUSPENDED' });

    const back = page.getByRole('button', { name: 'Reinstate' });
    await back.click();
    await other('reinstate');
    const again = page.getByRole('dialog', { name: 'Reinstate' });
    await again.getByRole('button', { name: 'Reinstate' }).click();
    await again.getByText(/^The page behind shows what stands now/).waitFor();
    await settled(page);
    await again.getByRole('button', { name: 'Reinstate' }).click();
    // Its form stays though its button is gone.
    await again.getByText(/^It cannot be done any more/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('holds and releases what is payable to a person, on their page', async () => {
    const { seller } = premium;
    const { context, page, complaints } = await visit([409]);
    await signInTo(page, admins[0], `/admin/users/${seller.id}`);
    const say = async (label: string) => {
      await page.getByRole('button', { name: label }).click();
      const dialog = page.getByRole('dialog', { name: label });
      await dialog.getByLabel('Reason').fill('A court decides whose it is.');
      await dialog.getByRole('button', { name: label }).click();
      return dialog;
    };
    await (await say('Hold their money')).waitFor({ state: 'detached' });
    const about = `/admin/action-log?subjectType=user&subjectId=${seller.id}`;
    const acts = async () => {
      const { body } = await succeed(admins[1].get(about));
      return (body.data as { action: string }[]).map(({ action }) => action);
    };
    expect(await acts()).toContain('payable.held');
    await (await say('Release their money')).waitFor({ state: 'detached' });
    expect(await acts()).toContain('payable.released');
    // Only one of them could.
    await (await say('Release their money')).getByText('It is not held.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('answers what somebody wrote to support, and decides on the conversation that they reported', async () => {
    const { context, page, complaints } = await visit();
    await signInTo(page, admins[0], '/admin/support?waiting=true');
    await page.getByRole('link', { name: `Read what ${premium.seller.name} wrote` }).click();
    await page.getByText('Where is my invoice?').waitFor();
    await page.getByRole('button', { name: 'Screenshot of the fee' }).waitFor();
    await page.getByLabel('Answer as MC Exchange support').fill('It is among your payments.');
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await page.getByText(`MC Exchange, by ${admins[0].name}`).waitFor();
    const { body } = await premium.seller.get('/messages/conversations/support');
    expect(body.data[0]).toMatchObject({ mine: false, content: 'It is among your payments.' });

    await page.goto('/admin/message-reports');
    await page.getByRole('link', { name: 'Read it' }).click();
    await page.getByText('Send me a wire first.').waitFor();
    await page.getByRole('button', { name: 'Decide' }).click();
    const dialog = page.getByRole('dialog', { name: 'Decide' });
    await dialog.getByLabel('Decision').selectOption('UPHELD');
    await dialog.getByLabel('Reason').fill('They asked for money outside of escrow.');
    await dialog.getByRole('button', { name: 'Decide' }).click();
    await page.getByText('No conversation is reported.').waitFor();
    // Decided, it can be read no more.
    expect((await admins[0].get(`/admin/message-reports/${reportId}/messages`)).status).toBe(409);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('tells all sellers something, once it was read over', async () => {
    const { context, page, complaints } = await visit();
    await signInTo(page, admins[0], '/admin/broadcasts');
    await page.getByLabel('Who is told').selectOption('SELLERS');
    await page.getByText(/^It reaches \d/).waitFor();
    await page.getByLabel('Title').fill('Wires rest on Friday');
    await page.getByLabel('Text').fill('The bank is closed.\n\nWhat is wired then arrives on Monday.');
    await page.getByRole('button', { name: 'Read it over' }).click();
    const letter = page.getByRole('dialog', { name: 'This is what they read' });
    await letter.getByText('What is wired then arrives on Monday.', { exact: true }).waitFor();
    expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
    await letter.getByRole('button', { name: /^Tell \d/ }).click();
    await letter.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Title').inputValue()).toBe('');
    await app.settle();
    await page
      .getByRole('row')
      .filter({ hasText: 'Wires rest on Friday' })
      .getByText('Sent', { exact: true })
      .waitFor();
    const { body } = await premium.seller.get('/notifications?limit=5');
    expect(body.data.map(({ title }: { title: string }) => title)).toContain('Wires rest on Friday');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps notes about a person for other administrators, who cannot take them back', async () => {
    const text = 'Called on Monday; the wire comes from their broker.';
    const windows = [await visit(), await visit()] as const;
    const person = `/admin/users/${premium.seller.id}`;
    for (const [index, { page }] of windows.entries())
      await signInTo(page, admins[index] as TestUser, person);
    const [{ page: first }, { page: second }] = windows;
    await first.getByLabel('Note for other administrators').fill(text);
    await first.getByRole('button', { name: 'Save the note' }).click();
    await first.getByRole('listitem').getByText(text).waitFor();
    // Saved, nothing is left to be saved.
    await first.getByRole('button', { name: 'Save the note', disabled: true }).waitFor();
    await second.reload();
    await second.getByText(text).waitFor();
    expect(await second.getByRole('button', { name: /^Take back/ }).count()).toBe(0);
    await first.getByRole('button', { name: /^Take back/ }).click();
    await first.getByText('Nobody has noted anything yet.').waitFor();
    expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
    for (const { context } of windows) await context.close();
  });

  it('shows on the page of a person who acts for them and what they subscribe to, and ends a mandate of others', async () => {
    const { seller } = premium;
    const broker = await app.make.seller();
    const { version: termsVersion } = (await succeed(seller.get('/brokers/terms'))).body.data;
    const signature = { termsVersion, accepted: true };
    const endsAt = new Date(app.clock.now() + 90 * DAY_MS).toISOString();
    const given = { side: 'SELLER', email: broker.email, endsAt, typedName: seller.name, ...signature };
    const { id } = (await succeed(seller.post('/brokers', given))).body.data;
    await succeed(broker.post(`/brokers/clients/${id}/accept`, { typedName: broker.name, ...signature }));
    await succeed(seller.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }));
    const { context, page, complaints } = await visit();
    await signInTo(page, admins[0], `/admin/users/${seller.id}`);
    await page.getByText('Selling, by').waitFor();
    await page.getByText('Starter').waitFor();
    await page.getByRole('link', { name: 'See mandates' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Not verified: no share' });
    await row.getByText('In force').waitFor();
    await row.getByRole('button', { name: 'End the mandate' }).click();
    const dialog = page.getByRole('dialog', { name: 'End the mandate' });
    await dialog.getByLabel('Reason').fill('They asked for money outside of escrow.');
    await dialog.getByRole('button', { name: 'End the mandate' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row.getByText('They asked for money outside of escrow.').waitFor();
    expect((await broker.get('/brokers/clients')).body.data).toMatchObject([{ status: 'ENDED' }]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('features a listing on the front page, marked as such, until an administrator ends its place', async () => {
    const { context, page, complaints } = await visit();
    const reader = await visit();
    const featured = reader.page
      .getByRole('article')
      .filter({ hasText: 'Flatbed carrier with its own yard' });
    const marked = featured.getByText('Featured', { exact: true });
    await signInTo(page, admins[0], `/admin/listings/${premium.id}`);
    const act = async (label: string, reason: string) => {
      await page.getByRole('button', { name: label }).click();
      const dialog = page.getByRole('dialog', { name: label });
      await dialog.getByLabel('Reason').fill(reason);
      await dialog.getByRole('button', { name: label }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await act('Feature it', 'The best kept yard of the month.');
    app.clock.advance(10_000);
    await reader.page.goto('/');
    await reader.page.getByRole('heading', { name: 'Featured' }).waitFor();
    await marked.waitFor();
    expect(await accessibilityProblems(reader.page)).toEqual([]);
    await page.goto('/admin/featured');
    await page.getByText('Shown now').waitFor();
    await act('End its place', 'Another one has its turn.');
    await page.getByText('Not shown').waitFor();
    app.clock.advance(10_000);
    await reader.page.reload();
    await reader.page.getByRole('heading', { level: 1 }).waitFor();
    await settled(reader.page);
    expect(await reader.page.getByRole('heading', { name: 'Featured' }).count()).toBe(0);
    expect([...complaints, ...reader.complaints]).toEqual([]);
    for (const window of [context, reader.context]) await window.close();
  });

  it('lets a form out of quarantine, with its reason', async () => {
    const { context, page, complaints } = await visit();
    await signInTo(page, admins[0], '/admin/documents');
    const row = page.getByRole('row').filter({ hasText: 'Form MCS-150' });
    await row.getByText('JavaScript').waitFor();
    await row.getByRole('button', { name: 'Let out' }).click();
    const dialog = page.getByRole('dialog', { name: 'Let out' });
    await dialog.getByLabel('Reason').fill('The form MCS-150 as FMCSA publishes it.');
    await dialog.getByRole('button', { name: 'Let out' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('No document waits in quarantine.').waitFor();
    // Now it waits for a review, as any other.
    await page.getByRole('button', { name: 'Form MCS-150' }).first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('books a wire only when a second administrator confirms the same in a window of their own', async () => {
    const windows = [await visit(), await visit()];
    for (const [index, { page }] of windows.entries()) {
      await signInTo(page, admins[index] as TestUser, '/admin/money/wires');
      await page.getByRole('button', { name: 'Confirm wire' }).click();
      const dialog = page.getByRole('dialog', { name: 'Confirm wire' });
      await dialog.getByLabel('Amount that arrived').fill('199.99');
      await dialog.getByLabel('Amount again').fill('199.98');
      await dialog.getByLabel('Reference of the bank').fill('FED-7731');
      await dialog.getByLabel('Reference again').fill('FED-7731');
      await dialog.getByRole('button', { name: 'Confirm wire' }).click();
      await dialog.getByText('The two entries differ.').waitFor();
      await dialog.getByLabel('Amount again').fill('199.99');
      await dialog.getByRole('button', { name: 'Confirm wire' }).click();
      await dialog.waitFor({ state: 'detached' });
      if (index === 0) {
        await page.getByText('Needs a second administrator').first().waitFor();
        await page.goto('/admin/money/approvals');
        await page.getByRole('cell', { name: 'Confirm a wire that arrived' }).waitFor();
        await page.getByText('It takes another administrator than you.').waitFor();
      } else {
        await page.getByText('No wire is expected.').waitFor();
        await page.getByRole('cell', { name: 'FED-7731' }).waitFor();
      }
    }
    const { body } = await premium.seller.get(`/listings/${premium.id}/premium-request`);
    expect(body.data.status).toBe('PREMIUM');
    expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
    for (const { context } of windows) await context.close();
  });

  it('shows what a person sees, lets nothing be changed, and ends', async () => {
    const { context, page, complaints } = await visit([404]);
    const { id, name } = premium.seller;
    await signInTo(page, admins[0], `/admin/users/${id}`);
    await page.getByRole('button', { name: 'Look as this person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('They asked where their invoice is.');
    await dialog.getByRole('button', { name: 'Look as this person' }).click();
    const bar = page.getByRole('region', { name: 'You look as somebody else' });
    await bar.getByText(`You look as ${name}`).waitFor();
    await page.goto('/pricing');
    await page.getByRole('heading', { level: 1 }).waitFor();
    // A reload has ended it: the token stands nowhere.
    expect(await bar.count()).toBe(0);
    await page.goto(`/admin/users/${id}`);
    await page.getByRole('button', { name: 'Look as this person' }).click();
    await dialog.getByLabel('Reason').fill('They asked where their invoice is.');
    await dialog.getByRole('button', { name: 'Look as this person' }).click();
    await bar.getByRole('button', { name: 'End' }).click();
    await page.waitForURL(`**/admin/users/${id}`);
    await page.getByRole('button', { name: 'Look as this person' }).waitFor();
    expect(await bar.count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

(hasBrowser ? describe : describe.skip)('the lists of the office in a browser', () => {
  let world: DealWorld;
  let browser: BrowserWorld;

  beforeAll(async () => {
    ({ world, browser } = await browseWorld(startDealWorld));
    await runTheHouse();
  });
  afterAll(() => browser?.close());

  /** Something of everything that administrators list. */
  async function runTheHouse(): Promise<void> {
    const { app, admin } = world;
    const sold = await world.at('COMPLETED', { terms: { holdbackPct: 10, holdbackDays: 90 } });
    await review(sold);
    await setBankAccount(sold.seller);
    const held = await world.at('IN_REVIEW');
    await succeed(held.buyer.post(`/transactions/${held.id}/dispute`, { reason: 'Two trucks are missing.' }));
    await succeed(admin.post(`/transactions/${held.id}/admin/hold`, { reason: 'The insurance has a gap.' }));
    const { body } = await succeed(admin.get(`/admin/payments?status=SUCCEEDED`));
    const [payment, other] = body.data as { gatewayPaymentId: string }[];
    const tell = (type: string, id: string, about = payment, cents = 1_000_000) =>
      sendWebhook(app, disputeEvent(type, id, about?.gatewayPaymentId ?? '', 'needs_response', cents));
    await tell('created', 'dp_1');
    // Of more than was paid: somebody has to look.
    await tell('funds_withdrawn', 'dp_2', other, 99_000_000);
    const { usdot } = held;
    const record = await world.fmcsa.content('/carriers/9900001');
    const carrier = { ...record.carrier, dotNumber: usdot, oosDate: '2004-06-04' };
    world.fmcsa.change(`/carriers/${usdot}`, { carrier });
    // The record is read anew a day later.
    app.clock.advance(25 * HOUR_MS);
    const until = new Date(app.clock.now() + 90 * DAY_MS).toISOString();
    await succeed(
      admin.post('/admin/out-of-service-waivers', {
        ...{ usdot, orderedOn: '2004-06-04', until, reason: 'Rescinded in 2004; FMCSA confirmed it.' },
      }),
    );
    await succeed(
      admin.post('/admin/unassigned-money', {
        ...{ method: 'WIRE', amountCents: 1_800_000, reference: 'FED 20260302 0017' },
        ...{ sender: 'Prairie Line LLC', note: 'Deposit, regional carrier' },
      }),
    );
    await succeed(
      admin.put('/admin/settings', {
        ...{ version: 0, reason: 'The bank is closed.' },
        values: [{ name: 'ANNOUNCEMENT', value: 'Wires rest on Friday.' }],
      }),
    );
    await createSuppressions(app.platform.database, app.clock).add('gone@example.com', 'BOUNCED', null);
    await app.settle();
  }

  async function review({ id, buyer, seller }: MadeDeal): Promise<void> {
    for (const person of [buyer, seller]) {
      await succeed(
        person.post('/reviews', { transactionId: id, stars: 4, content: 'Everything was as it was told.' }),
      );
    }
    await world.app.settle();
    const { body } = await succeed(buyer.get('/reviews?of=WRITTEN'));
    const { id: reviewId } = body.data[0] as { id: string };
    await succeed(
      world.admin.post(`/admin/reviews/${reviewId}/hide`, { what: 'REVIEW', reason: 'It names a customer.' }),
    );
  }

  const LISTS = [
    '/admin/listings?status=RESERVED',
    '/admin/deals',
    '/admin/disputes',
    '/admin/offers',
    '/admin/money',
    '/admin/money/payments',
    '/admin/money/unassigned',
    '/admin/money/transfers?account=revenue:fees',
    '/admin/analytics?report=deals',
    '/admin/settings',
    '/admin/money/card-disputes',
    '/admin/money/events?status=PARKED',
    '/admin/users',
    '/admin/audit',
    '/admin/reviews',
    '/admin/waivers',
    '/admin/mail',
  ];

  it(
    'shows each with rows in it',
    async () => {
      const addresses = Object.fromEntries(LISTS.map((path) => [`${path}: rows`, path]));
      await lookAtPages(browser, { addresses, person: world.admin, reader: 'lists', withRows: true });
    },
    LOOKING_MS,
  );
});
