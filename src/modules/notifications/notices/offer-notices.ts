/** What the two sides are told about offers: each hears what the other did, and both what the clock did. */
import { dollars } from '../../../platform/kernel/money';
import {
  newsOf,
  offerAccepted,
  offerBackupRevivable,
  offerClosed,
  offerCountered,
  offerMade,
  type OfferNews,
  offerRejected,
  offerReminder,
  offerRevived,
  offerSuperseded,
  offerVersionWithdrawn,
  offerWithdrawn,
  type Side,
} from '../../offers';
import { dayAndTime, type Notice, saying, sentences, when } from '../notification.rules';

const personOn = (side: Side, { buyerId, sellerId }: OfferNews): string =>
  side === 'BUYER' ? buyerId : sellerId;

const nameSide = (side: Side): string => (side === 'BUYER' ? 'The buyer' : 'The seller');

const notice = (side: Side, news: OfferNews, title: string, ...body: (string | null)[]): Notice => ({
  to: personOn(side, news),
  title: `${title}: “${news.listingTitle}”`,
  body: sentences(...body),
  subject: { type: 'OFFER', id: news.offerId },
});

/** To the side that did not do it. */
const toOther = (news: OfferNews, title: string, ...body: (string | null)[]): Notice[] =>
  news.side === null ? [] : [notice(news.side === 'BUYER' ? 'SELLER' : 'BUYER', news, title, ...body)];

const answerBy = ({ expiresAt }: OfferNews): string | null =>
  expiresAt === null ? null : `It expires if you do not answer by ${dayAndTime(expiresAt)}.`;

export const offerNotices = [
  when(offerMade, (news) =>
    toOther(
      news,
      `You have an offer of ${dollars(news.amountCents)}`,
      'Accept it, reject it or make a counter-offer.',
      answerBy(news),
    ),
  ),
  when(offerCountered, (news) =>
    toOther(
      news,
      `You have a counter-offer of ${dollars(news.amountCents)}`,
      'Accept it, reject it or counter it in turn.',
      answerBy(news),
    ),
  ),
  when(offerVersionWithdrawn, (news) =>
    toOther(
      news,
      'A counter-offer was taken back',
      `The offer of ${dollars(news.amountCents)} from before it stands again.`,
    ),
  ),
  when(offerWithdrawn, (news) =>
    toOther(
      news,
      'An offer was withdrawn',
      news.side && `${nameSide(news.side)} withdrew the offer of ${dollars(news.amountCents)}.`,
    ),
  ),
  when(offerRejected, (news) =>
    toOther(
      news,
      'Your offer was rejected',
      news.side && `${nameSide(news.side)} rejected ${dollars(news.amountCents)}.`,
      saying(news.reason),
    ),
  ),
  when(offerAccepted, (news) =>
    toOther(
      news,
      `Your offer of ${dollars(news.amountCents)} was accepted`,
      'The deal is open: its page tells both sides what to do next, and by when.',
    ),
  ),
  when(offerSuperseded, (news) => [
    notice(
      'BUYER',
      news,
      'Another offer was accepted',
      `Your offer of ${dollars(news.amountCents)} is kept as a back-up${news.backupRank === null ? '' : `, number ${news.backupRank} in line`}. If the deal falls through, we tell you.`,
    ),
  ]),
  when(newsOf.EXPIRED, (news) =>
    (['BUYER', 'SELLER'] as const).map((side) =>
      notice(
        side,
        news,
        'An offer expired',
        `Nobody answered the offer of ${dollars(news.amountCents)} in time.`,
      ),
    ),
  ),
  when(offerReminder, (news) =>
    news.turn === null
      ? []
      : [
          notice(
            news.turn,
            news,
            'An offer waits for your answer',
            `${dollars(news.amountCents)} is on the table.`,
            answerBy(news),
          ),
        ],
  ),
  when(offerBackupRevivable, (news) => [
    notice(
      'BUYER',
      news,
      'The company is for sale again',
      `The deal that came before yours fell through. You can put your offer of ${dollars(news.amountCents)} forward again.`,
    ),
  ]),
  when(offerRevived, (news) =>
    toOther(
      news,
      `A back-up offer of ${dollars(news.amountCents)} is put forward again`,
      'Accept it, reject it or make a counter-offer.',
      answerBy(news),
    ),
  ),
  when(offerClosed, (news) => [
    notice('BUYER', news, 'Your offer was closed', news.reason ?? 'The company is no longer for sale.'),
  ]),
];
