/** The pages of the administrators in a browser: a queue by keys alone, money that takes two of them, looking as somebody else. */
import type { TestUser } from '../support/app';
import {
  type BrowserWorld,
  hasBrowser,
  LOOKS,
  lookAtPages,
  signInTo,
  startBrowserWorld,
} from '../support/browser';
import { uploadDocument } from '../support/make-documents';
import { type MadeListing, makeListings } from '../support/make-listings';
import { succeed } from '../support/make-transactions';
import { LOOKED_AT } from './looked-at';

(hasBrowser ? describe : describe.skip)('the pages of the administrators in a browser', () => {
  let world: BrowserWorld;
  let app: BrowserWorld['app'];
  let visit: BrowserWorld['visit'];
  let listings: ReturnType<typeof makeListings>;
  let admins: [TestUser, TestUser];
  let premium: MadeListing;

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
    await app.settle();
  }

  it.each(LOOKS)('shows every page well made $look', async (look) => {
    const waiting = await listings.pending();
    await listings.proveControl(waiting);
    const idOf = (path: string) => (path.startsWith('/admin/users') ? premium.seller.id : waiting.id);
    const addresses = Object.fromEntries(
      LOOKED_AT.admin.map((path) => [path, path.replace(':id', idOf(path))]),
    );
    await lookAtPages(world, { addresses, person: admins[0], look });
    await succeed(
      admins[0].post(`/admin/listings/${waiting.id}/reject`, {
        ...(await listings.readVersion(waiting.id)),
        reason: 'The text names a customer.',
      }),
    );
  });

  it('lets a queue be worked off by keys alone', async () => {
    const waiting = [await listings.pending(), await listings.pending({ title: 'Reefer carrier, north' })];
    for (const each of waiting) await listings.proveControl(each);
    const { context, page, complaints } = await visit();
    await signInTo(page, admins[0], '/admin/listings');
    await page.getByRole('table').waitFor();
    await page.keyboard.press('j');
    await page.locator('tr[aria-current=true]').waitFor();
    await page.keyboard.press('o');
    await page.waitForURL(`**/admin/listings/${waiting[0]?.id}`);
    await page.getByRole('button', { name: 'Approve' }).waitFor();
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
