/** What sellers, buyers and admins are told about listings. Only the title is named: anyone may read that. */
import {
  accessGranted,
  accessRequested,
  accessRevoked,
  listingApproved,
  listingExpired,
  listingReinstated,
  listingRejected,
  listingReleased,
  listingSubmitted,
  listingSuspended,
  listingUnlocked,
  premiumApproved,
  premiumBegan,
  premiumEnded,
  premiumLapsed,
  premiumRejected,
  premiumRequested,
} from '../../listings';
import { dollars } from '../../../platform/kernel/money';
import { ADMINS, dayAndTime, saying, sentences, when } from '../notification.rules';

const about = (to: string, listingId: string) =>
  ({ to, subject: { type: 'LISTING', id: listingId } }) as const;

export const listingNotices = [
  when(listingSubmitted, ({ listingId, title }) => [
    {
      ...about(ADMINS, listingId),
      title: `A listing waits for review: “${title}”`,
      body: 'Approve it, or reject it with the reason that the seller needs to mend it.',
    },
  ]),
  when(listingApproved, ({ listingId, sellerId, title }) => [
    {
      ...about(sellerId, listingId),
      title: `Your listing is live: “${title}”`,
      body: 'Buyers can find it now. You are told when somebody unlocks it or makes an offer.',
    },
  ]),
  when(listingRejected, ({ listingId, sellerId, title, reason }) => [
    {
      ...about(sellerId, listingId),
      title: `Your listing needs changes: “${title}”`,
      body: sentences('It was not approved.', saying(reason), 'Change it and submit it again.'),
    },
  ]),
  when(listingSuspended, ({ listingId, sellerId, title, reason }) => [
    {
      ...about(sellerId, listingId),
      title: `Your listing is suspended: “${title}”`,
      body: sentences('Buyers cannot see it for now.', saying(reason)),
    },
  ]),
  when(listingReinstated, ({ listingId, sellerId, title }) => [
    {
      ...about(sellerId, listingId),
      title: `Your listing is live again: “${title}”`,
      body: 'The suspension was lifted, and buyers can find it again.',
    },
  ]),
  when(listingExpired, ({ listingId, sellerId, title }) => [
    {
      ...about(sellerId, listingId),
      title: `Your listing has expired: “${title}”`,
      body: 'Buyers cannot find it any more. Submit it again if the company is still for sale.',
    },
  ]),
  when(listingReleased, ({ listingId, sellerId, title, reason }) => [
    {
      ...about(sellerId, listingId),
      title: `Your listing is on offer again: “${title}”`,
      body: sentences(
        'The deal that had reserved it is over, and buyers can make offers again.',
        saying(reason),
      ),
    },
  ]),
  when(
    listingUnlocked,
    ({ listingId, sellerId, buyerId, title }, nameOf) => [
      {
        ...about(sellerId, listingId),
        title: `A buyer unlocked your listing: “${title}”`,
        body: `${nameOf(buyerId)} accepted the non-disclosure agreement for the confidential part of your listing.`,
      },
    ],
    ({ buyerId }) => [buyerId],
  ),
  when(
    accessRequested,
    ({ listingId, sellerId, buyerId, title }, nameOf) => [
      {
        ...about(sellerId, listingId),
        title: `A buyer asks for access: “${title}”`,
        body: `${nameOf(buyerId)} unlocked your listing and waits for your consent to read its confidential part. Grant it or decline it.`,
      },
    ],
    ({ buyerId }) => [buyerId],
  ),
  when(accessGranted, ({ listingId, buyerId, title }) => [
    {
      ...about(buyerId, listingId),
      title: `The seller granted you access: “${title}”`,
      body: 'You can read the confidential part of the listing now, and make an offer.',
    },
  ]),
  when(accessRevoked, ({ listingId, buyerId, title }) => [
    {
      ...about(buyerId, listingId),
      title: `Your access has ended: “${title}”`,
      body: 'The seller no longer shows you the confidential part of the listing. What you agreed to keep confidential stays confidential.',
    },
  ]),
  when(premiumRequested, ({ listingId, title }) => [
    {
      ...about(ADMINS, listingId),
      title: `A premium listing is asked for: “${title}”`,
      body: 'Approve the request, or reject it with the reason.',
    },
  ]),
  when(premiumApproved, ({ listingId, sellerId, title, feeCents, payBy }) => [
    {
      ...about(sellerId, listingId),
      title: `Your listing may become premium: “${title}”`,
      body: `Pay the fee of ${dollars(feeCents)} by ${dayAndTime(payBy)}, and it is. After that the request lapses.`,
    },
  ]),
  when(premiumRejected, ({ listingId, sellerId, title, reason }) => [
    {
      ...about(sellerId, listingId),
      title: `Your listing does not become premium: “${title}”`,
      body: sentences(saying(reason), 'You may ask again.'),
    },
  ]),
  when(premiumLapsed, ({ listingId, sellerId, title }) => [
    {
      ...about(sellerId, listingId),
      title: `Your premium request has lapsed: “${title}”`,
      body: 'The fee was not paid in time. You may ask again; money that still comes goes back to you.',
    },
  ]),
  when(premiumBegan, ({ listingId, sellerId, title }) => [
    {
      ...about(sellerId, listingId),
      title: `Your listing is premium: “${title}”`,
      body: 'It stays so until the company is sold or you withdraw the listing.',
    },
  ]),
  when(premiumEnded, ({ listingId, sellerId, title, reason, returnedCents }) => [
    {
      ...about(sellerId, listingId),
      title: `Your listing is not premium any more: “${title}”`,
      body: sentences(
        saying(reason),
        returnedCents > 0 ? `The fee of ${dollars(returnedCents)} goes back to you.` : null,
      ),
    },
  ]),
];
