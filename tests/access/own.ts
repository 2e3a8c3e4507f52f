/** What an admin has of their own, who buys and sells as well: every act of admins on it, each of which is refused. */
import { newId } from '../../src/platform/kernel/ids';
import type { TestUser } from '../support/app';
import { upload } from '../support/make-documents';
import { succeed } from '../support/make-transactions';
import type { AccessWorld } from './world';

/** Acts on what is nobody's own. */
export const NOBODYS: readonly string[] = [
  'POST /admin/jobs/{id}/revive',
  'POST /admin/webhooks/{gateway}/{eventId}/book',
  /** Of whoever waits; `stuck-money.test.ts` says that it is not their own. */
  'POST /admin/queues/{kind}/{id}/claim',
  'POST /admin/queues/{kind}/{id}/release',
  'POST /admin/webhooks/{gateway}/{eventId}/dismiss',
  'POST /admin/webhooks/{gateway}/{eventId}/replay',
  'POST /clock/advance',
  /** Nobody's while it is parked; `unassigned-money.test.ts` says who does not assign it. */
  'POST /admin/unassigned-money',
  'POST /admin/unassigned-money/{id}/assign',
  'POST /admin/unassigned-money/{id}/send-back',
  'POST /admin/unassigned-money/{id}/correct',
  'POST /admin/broadcast',
  'POST /admin/broadcast/{id}/stop',
  'PUT /admin/settings',
  'POST /admin/settings/history/{id}/cancel',
  'POST /admin/notes',
  'DELETE /admin/notes/{id}',
  'POST /admin/filters',
  'PUT /admin/filters/{id}',
  'DELETE /admin/filters/{id}',
  /** Of whom the body says; `assistance.test.ts` says who is refused. */
  'POST /admin/prepared',
  /** Of companies; `carrier-checks.test.ts` says who is refused. */
  'POST /admin/out-of-service-waivers',
  'POST /admin/out-of-service-waivers/{id}/revoke',
  'POST /admin/mail/send-waiting',
  'POST /admin/mail/{id}/send-again',
  'POST /admin/mail/suppressions/{id}/release',
  /** As a refund of its payment; there is none at this market. */
  'POST /admin/outside-refunds/{id}/book',
  'POST /transactions/{id}/admin/book-refund',
  /** Of a subscription that pays too much; `other-hands.test.ts` says who is refused. */
  'POST /admin/subscription-invoices/{id}/accept',
];

/** Acts on an account, whose own admin is refused by a code that says so. */
export const ON_ACCOUNTS: readonly string[] = [
  'POST /admin/users/{id}/block',
  'POST /admin/users/{id}/impersonate',
  'POST /admin/users/{id}/roles',
  'POST /admin/users/{id}/suspend',
  'POST /admin/users/{id}/unblock',
];

/** The rule of all others, of a thing of theirs as of a deal that they are a party to. */
export const NOT_YOUR_OWN = /^403 forbidden .+; another administrator has to act\.$/;

/** The acts that name their person in the body. */
export const PERSON_IN_BODY: readonly string[] = [
  'POST /admin/proof-of-control',
  'POST /admin/proof-of-control/decline',
  'POST /admin/proof-of-control/revoke',
  'POST /admin/telephone-answers',
  'POST /credits/bonus',
  'POST /credits/refund',
];

/** The admin, and what of theirs stands in the first place of a path that begins so. */
export async function anOwnersThings({ app, deals }: AccessWorld) {
  const { admin } = deals;
  const own: TestUser = await app.make.user({ roles: ['admin', 'buyer', 'seller'] });
  const { listingId } = await deals.offered({ seller: own });
  const premium = await succeed(own.post(`/listings/${listingId}/premium-request`, {}));

  const deal = await deals.at('SIGNED', { buyer: own });
  const { body } = await succeed(own.post(`/transactions/${deal.id}/deposit`, { method: 'WIRE' }));
  const { id: paymentId, amountCents } = body.data.payment as { id: string; amountCents: number };
  const verify = `/transactions/${deal.id}/admin/verify-deposit/${paymentId}`;
  await succeed(admin.post(verify, { amountCents: 100, reference: `OWN ${paymentId}`, partial: true }));
  const wires = await succeed(admin.get(`/admin/wires?paymentId=${paymentId}`));

  // Of another deal of theirs, which was called off.
  const ended = await deals.at('SIGNED', { buyer: own });
  const paid = await succeed(own.post(`/transactions/${ended.id}/deposit`, { method: 'WIRE' }));
  const arrived = { amountCents, reference: `OWN ${ended.id}` };
  const { id: paidId } = paid.body.data.payment as { id: string };
  await succeed(admin.post(`/transactions/${ended.id}/admin/verify-deposit/${paidId}`, arrived));
  await succeed(admin.post(`/transactions/${ended.id}/cancel`, { reason: 'It is off.' }));
  const refunds = await succeed(admin.get(`/admin/refunds?paymentId=${paidId}`));

  const payoutId = newId();
  await app.platform.database.change(
    `INSERT INTO payouts (id, userId, amountCents, method, status, requestedAt, updatedAt)
     VALUES (:payoutId, :userId, 100, 'WIRE', 'AWAITING_WIRE', 0, 0)`,
    { payoutId, userId: own.id },
  );
  const contestId = newId();
  await app.platform.database.change(
    `INSERT INTO control_contests (id, usdot, userId, statement, state, openedAt)
     VALUES (:contestId, 70000000, :userId, 'It is mine.', 'OPEN', 0)`,
    { contestId, userId: own.id },
  );
  const helpId = newId();
  await app.platform.database.change(
    `INSERT INTO premium_access_requests (id, listingId, buyerId, status, requestedAt, updatedAt)
     VALUES (:helpId, :listingId, :own, 'OPEN', 0, 0)`,
    { helpId, listingId, own: own.id },
  );
  const featuredId = newId();
  await app.platform.database.change(
    `INSERT INTO featured_listings (id, listingId, reason, featuredBy, featuredAt, untilAt)
     VALUES (:featuredId, :listingId, 'It is well kept.', :admin, 0, 4000000000000)`,
    { featuredId, listingId, admin: admin.id },
  );
  const preparedId = newId();
  await app.platform.database.change(
    `INSERT INTO prepared_drafts (id, kind, userId, email, firstName, content, title, reason, preparedBy, preparedAt, expiresAt, status)
     VALUES (:preparedId, 'LISTING', :own, 'own@example.com', 'Own', '{}', 'A company', 'They asked.', :admin, 0, 0, 'WAITING')`,
    { preparedId, own: own.id, admin: admin.id },
  );
  const mandateId = newId();
  await app.platform.database.change(
    `INSERT INTO broker_mandates (id, clientId, side, brokerEmail, status, termsVersion, termsHash, typedName, signedFrom, givenAt, answerBy, endsAt, openKey)
     VALUES (:mandateId, :own, 'SELLER', 'broker@example.com', 'GIVEN', '2026-11', '', 'Own', '', 0, 0, 0, :mandateId)`,
    { mandateId, own: own.id },
  );
  const reportId = newId();
  await succeed(own.post('/messages', { receiverId: 'support', content: 'Good morning.' }));
  await app.platform.database.change(
    `INSERT INTO conversation_reports (id, conversationId, reporterId, reportedId, reason, state, openedAt)
     SELECT :reportId, conversationId, memberId, :admin, 'They are rude.', 'OPEN', 0
     FROM conversation_sides WHERE memberId = :own`,
    { reportId, own: own.id, admin: admin.id },
  );
  const reviewId = newId();
  await app.platform.database.change(
    `INSERT INTO reviewed_deals (transactionId, listingId, listingTitle, buyerId, sellerId, completedAt, closesAt)
     VALUES (:dealId, :listingId, 'A company', :own, :seller, 0, 0)`,
    { dealId: deal.id, listingId: deal.listingId, own: own.id, seller: deal.seller.id },
  );
  await app.platform.database.change(
    `INSERT INTO reviews (id, transactionId, authorId, subjectId, part, stars, content, createdAt, shownAt)
     VALUES (:reviewId, :dealId, :own, :seller, 'BUYER', 5, 'Fine.', 0, 0)`,
    { reviewId, dealId: deal.id, own: own.id, seller: deal.seller.id },
  );
  const document = await succeed(upload(own));
  const abuseId = newId();
  await app.platform.database.change(
    `INSERT INTO reports (id, reporterId, subjectType, subjectId, reportedId, category, description, state, openKey, openedAt)
     VALUES (:abuseId, :admin, 'USER', :own, :own, 'SPAM', 'They write too much.', 'OPEN', :abuseId, 0)`,
    { abuseId, admin: admin.id, own: own.id },
  );
  const verified = await succeed(own.post('/verification/identity', { legalName: 'Their own' }));
  const things: readonly (readonly [start: string, id: string])[] = [
    ['/admin/premium-access/', helpId],
    ['/admin/featured/', featuredId],
    ['/admin/prepared/', preparedId],
    ['/admin/brokers/', mandateId],
    ['/admin/listings/', listingId],
    ['/admin/premium-requests/', String(premium.body.data.id)],
    ['/admin/users/', own.id],
    ['/admin/payables/', own.id],
    ['/admin/payments/', paymentId],
    ['/admin/wires/', String(wires.body.data[0].id)],
    ['/admin/refunds/', String(refunds.body.data[0].id)],
    ['/admin/payouts/', payoutId],
    ['/admin/contests/', contestId],
    ['/admin/support/conversations/', own.id],
    ['/admin/message-reports/', reportId],
    ['/admin/reviews/', reviewId],
    ['/admin/verifications/', String(verified.body.data.id)],
    ['/documents/', String(document.body.data.id)],
    ['/admin/reports/', abuseId],
    ['/transactions/', deal.id],
  ];
  return {
    own,
    /** The address with what is theirs; null where the act has nothing of theirs. */
    addressOf(path: string): string | null {
      const thing = things.find(([start]) => path.startsWith(start));
      const withThing = thing ? path.replace(/\{(?:id|userId)\}/, thing[1]) : path;
      const address = withThing.replace('{paymentId}', paymentId);
      return address.includes('{') ? null : address;
    },
  };
}
