/** One small market with everything in it that can be somebody's, and one of every kind of person who may ask. */
import { systemActor } from '../../src/platform/kernel/actor';
import { HOUR_MS } from '../../src/platform/kernel/clock';
import { newId } from '../../src/platform/kernel/ids';
import type { TestUser } from '../support/app';
import type { ApiAnswer, ApiClient } from '../support/client';
import { upload } from '../support/make-documents';
import { verifiedPaper } from '../support/make-proof';
import { startDealWorld, succeed } from '../support/make-transactions';

/** The smallest picture that there is. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

export function portrait(): FormData {
  const form = new FormData();
  form.append('avatar', new Blob([PIXEL]), 'me.png');
  return form;
}

/** In the order in which the table names them. */
export const READERS = [
  'anonymous',
  'suspended',
  /** A key of the buyer's, for something else. */
  'key',
  /** Buys and sells, and has not confirmed the e-mail address. */
  'unverified',
  'buyer',
  'seller',
  'otherBuyer',
  'otherSeller',
  'admin',
  /** An admin who acts as the buyer. */
  'impersonator',
] as const;
export type Reader = (typeof READERS)[number];

/** Of this machine, where nobody listens. */
export const NOBODY_LISTENS = 'http://127.0.0.1:1999/hook';

const SAVED = { paymentMethodId: 'pm_card_visa' };
/** What nobody has, where it is no id of ours. */
const ABSENT: Record<string, string> = {
  gateway: 'nobodys',
  kind: 'NOBODYS',
  usdot: '99999998',
  docket: 'MC99999998',
  name: 'NOBODY AT ALL',
  savedMethod: 'pm_nobodys',
};

export type AccessWorld = Awaited<ReturnType<typeof buildAccessWorld>>;

export async function buildAccessWorld(environment: Record<string, string> = {}) {
  const world = await startDealWorld({
    FEATURE_EMAIL_VERIFICATION_REQUIRED: 'true',
    WEBHOOK_LOOPBACK: 'true',
    ...environment,
  });
  const { app } = world;
  const { make } = app;
  const [buyer, seller, admin] = await Promise.all([make.buyer(), make.seller(), make.admin()]);

  // A deal that is over: its moves are closed to its parties, so that asking for them changes nothing.
  const deal = await world.at('COMPLETED', { buyer, seller });
  const live = await world.offered({ buyer, seller });
  await app.settle();

  const signIn = async ({ email, password }: Pick<TestUser, 'email' | 'password'>) =>
    (await succeed(app.anonymous.post('/auth/login', { email, password }))).body.data;
  let buyersOwn: ApiClient = buyer;
  /** By the buyer, who signs in anew where a request has ended their session. */
  const askAsBuyer = async (ask: (client: ApiClient) => Promise<ApiAnswer>) => {
    const answer = await ask(buyersOwn);
    if (answer.status !== 401) return (await succeed(Promise.resolve(answer))).body.data;
    buyersOwn = app.withToken((await signIn(buyer)).accessToken);
    return (await succeed(ask(buyersOwn))).body.data;
  };
  const first = async (path: string) => String((await askAsBuyer((client) => client.get(path)))[0].id);
  const newKey = (scope: string) =>
    askAsBuyer((client) => client.post('/users/me/api-keys', { name: 'Access', scopes: [scope] }));

  const people = {
    unverified: await make.user({ roles: ['buyer', 'seller'], emailVerified: false }),
    buyer,
    seller,
    otherBuyer: await make.buyer(),
    otherSeller: await make.seller(),
    admin,
  };
  const suspended = await make.user({ roles: ['buyer', 'seller'] });
  await succeed(
    admin.post(`/admin/users/${suspended.id}/suspend`, { reason: 'To see what is left to them.' }),
  );
  // Of somebody who signs out nowhere: keys end with that.
  const keyHolder = await make.user({ roles: ['buyer', 'seller'] });
  const heldKey = async (scope: string) =>
    (await succeed(keyHolder.post('/users/me/api-keys', { name: 'Access', scopes: [scope] }))).body.data.key;
  const keys = {
    carriers: app.withToken(await heldKey('carriers:read')),
    listings: app.withToken(await heldKey('listings:read')),
  };

  async function impersonate(by: ApiClient): Promise<ApiClient> {
    const reason = { reason: 'The buyer asked for help.' };
    const started = await succeed(by.post(`/admin/users/${buyer.id}/impersonate`, reason));
    return app.withToken(started.body.data.accessToken);
  }

  const signedIn = new Map<Reader, ApiClient>([
    ...Object.entries(people).map(([name, person]) => [name as Reader, person] as const),
    ['anonymous', app.anonymous],
    ['suspended', suspended],
    ['impersonator', await impersonate(admin)],
  ]);

  /** One of the buyer's, which is active. */
  async function webhookEndpoint(): Promise<string> {
    const [endpoint] = await askAsBuyer((client) => client.get('/webhook-endpoints'));
    if (endpoint?.status === 'ACTIVE') return String(endpoint.id);
    const made = await askAsBuyer((client) =>
      endpoint
        ? client.post(`/webhook-endpoints/${endpoint.id}/resume`)
        : client.post('/webhook-endpoints', { url: NOBODY_LISTENS }),
    );
    return String(made.id);
  }

  const toSeller = (content: string) => ({ receiverId: seller.id, content });
  const session = async () => String((await signIn(buyer)).sessionId);
  const somebody = async () => (await make.buyer()).id;
  /** A verified paper of the buyer's, for a proof of control. */
  const buyersPaper = await verifiedPaper(buyer, admin);

  return {
    buyersPaper,
    app,
    deals: world,
    close: world.close,
    buyer,
    deal,
    live,
    /** Things that a request may name; what is made anew each time is used up by the one who may. */
    things: {
      listing: () => deal.listingId,
      liveListing: () => live.listingId,
      ndaAcceptance: () => first('/listings/nda/acceptances'),
      /** The buyer's. */
      async savedSearch() {
        const [kept] = await askAsBuyer((client) => client.get('/listings/saved-searches'));
        const search = { name: 'Everything', query: '' };
        return String(
          (kept ?? (await askAsBuyer((client) => client.post('/listings/saved-searches', search)))).id,
        );
      },
      offer: () => deal.offerId,
      deal: () => deal.id,
      payment: () => first(`/transactions/${deal.id}/payments`),
      checklistItem: () => first(`/transactions/${deal.id}/checklist`),
      async notification() {
        const bonus = { userId: buyer.id, credits: 1, reason: 'A gift.', key: newId() };
        await app.modules.billing.grantBonus(systemActor('tests'), bonus);
        await app.settle();
        return first('/notifications');
      },
      message: async () =>
        String((await askAsBuyer((client) => client.post('/messages', toSeller('Good morning.')))).id),
      /** The buyer's, of the conversation with the seller; another once it is decided. */
      async report() {
        const [open] = await app.platform.database.select<{ id: string }>(
          "SELECT id FROM conversation_reports WHERE state = 'OPEN' AND reporterId = :id",
          { id: buyer.id },
        );
        if (open) return open.id;
        await askAsBuyer((client) => client.post('/messages', toSeller('Good evening.')));
        const path = `/messages/conversations/${seller.id}/report`;
        const reason = { reason: 'They ask for payment elsewhere.' };
        return String((await askAsBuyer((client) => client.post(path, reason))).id);
      },
      /** The buyer's, of the deal that is over. */
      async review() {
        const [written] = await askAsBuyer((client) => client.get('/reviews'));
        const review = { transactionId: deal.id, stars: 5, content: 'Every paper was at hand.' };
        return String((written ?? (await askAsBuyer((client) => client.post('/reviews', review)))).id);
      },
      /** The buyer's, in the deal. */
      document: async () =>
        String((await askAsBuyer((client) => upload(client, { transactionId: deal.id }))).id),
      /** Of the seller, by the buyer; another once it is closed. */
      async documentRequest() {
        const open = await askAsBuyer((client) => client.get('/document-requests?as=ASKER&state=OPEN'));
        const known = open.find(({ type }: { type: string }) => type === 'SAFETY_RECORD');
        const request = {
          transactionId: deal.id,
          type: 'SAFETY_RECORD',
          why: 'To see what the record says.',
        };
        return String(
          (known ?? (await askAsBuyer((client) => client.post('/document-requests', request)))).id,
        );
      },
      looseDocument: async () => String((await askAsBuyer((client) => upload(client))).id),
      /** Of the seller's listing, by the buyer; another once it is closed. */
      async abuseReport() {
        const mine = await askAsBuyer((client) => client.get('/reports'));
        const open = mine.find(
          ({ state, subject }: { state: string; subject: { type: string } }) =>
            state === 'OPEN' && subject.type === 'LISTING',
        );
        const report = {
          subject: { type: 'LISTING', id: live.listingId },
          ...{ category: 'FRAUD', description: 'They sell what they do not own.' },
        };
        return String((open ?? (await askAsBuyer((client) => client.post('/reports', report)))).id);
      },
      /** The buyer's, at the check; another once it is taken back. */
      verification: async () =>
        String(
          (await askAsBuyer((client) => client.post('/verification/identity', { legalName: 'A B' }))).id,
        ),
      async savedMethod() {
        const path = '/payments/payment-methods';
        const [saved] = await askAsBuyer((client) => client.get(path));
        return String((saved ?? (await askAsBuyer((client) => client.post(path, SAVED)))).id);
      },
      key: async () => String((await newKey('credits:read')).id),
      session,
      webhookEndpoint,
      async webhookDelivery() {
        const id = await webhookEndpoint();
        // A host takes so many tests an hour, and more readers ask: those of before are older.
        await app.platform.database.change(
          "UPDATE webhook_deliveries SET createdAt = createdAt - :hour WHERE kind = 'webhook.test'",
          { hour: HOUR_MS },
        );
        const sent = await askAsBuyer((client) => client.post(`/webhook-endpoints/${id}/test`));
        return String(sent.id);
      },
      somebody,
      async portrayed() {
        const { accessToken } = await signIn(buyer);
        await succeed(app.withToken(accessToken).send('post', '/users/me/avatar', portrait()));
        return buyer.id;
      },
      buyer: () => buyer.id,
      gateway: () => app.gateway.name,
      process: () => 'current',
      usdot: () => String(deal.usdot),
      /** None of the market's carriers is found by its docket here. */
      docket: () => 'MC99999998',
      name: () => 'PRAIRIE LANTERN',
      absent: () => newId(),
    },
    absentOf: (thing: string): string => ABSENT[thing] ?? newId(),

    clientOf: (reader: Reader, path: string): ApiClient => {
      if (reader === 'key') return path.startsWith('/fmcsa') ? keys.listings : keys.carriers;
      return signedIn.get(reader) ?? app.anonymous;
    },

    /** Signs a person in again whose session a request has ended. */
    async renew(reader: Reader): Promise<void> {
      if (reader in people) {
        const person = people[reader as keyof typeof people];
        if (reader === 'unverified') await app.setProven(person.id, true);
        const { accessToken } = await signIn(person);
        if (reader === 'unverified') await app.setProven(person.id, false);
        signedIn.set(reader, app.withToken(accessToken));
      }
      // Signing out anywhere may end it: it hangs on a session of the admin's, and is one of the buyer's.
      signedIn.set('impersonator', await impersonate(signedIn.get('admin') ?? admin));
    },

    /** Wrong passwords are sent on purpose: without this the guessing limit would answer soon. */
    clearFailedLogIns: () => app.platform.database.change('DELETE FROM failed_log_ins'),
  };
}
