/** What the people of a deal are told: the process of the sale says whom each move concerns and what happened. */
import { dollars } from '../../../platform/kernel/money';
import { transactionMoved, transactionOpened, transactionReminder } from '../../transactions';
import { ADMINS, dayAndTime, saying, sentences, when } from '../notification.rules';

interface Deal {
  transactionId: string;
  listingTitle: string;
  buyerId: string;
  sellerId: string;
}

type Reader = 'BUYER' | 'SELLER' | 'ADMIN';

const about = (deal: Deal, reader: Reader) =>
  ({
    to: { BUYER: deal.buyerId, SELLER: deal.sellerId, ADMIN: ADMINS }[reader],
    subject: { type: 'TRANSACTION', id: deal.transactionId },
  }) as const;

export const transactionNotices = [
  when(transactionOpened, (deal) => {
    const beginning = `The offer of ${dollars(deal.priceCents)} was accepted. First both sides accept the terms;`;
    const deadline = `by ${dayAndTime(deal.deadlineAt)}.`;
    return [
      {
        ...about(deal, 'BUYER'),
        title: `Your deal is open: “${deal.listingTitle}”`,
        body: `${beginning} then you pay the deposit of ${dollars(deal.depositCents)} into escrow, ${deadline}`,
      },
      {
        ...about(deal, 'SELLER'),
        title: `Your deal is open: “${deal.listingTitle}”`,
        body: `${beginning} then the buyer pays the deposit of ${dollars(deal.depositCents)} into escrow, ${deadline}`,
      },
    ];
  }),
  when(transactionMoved, (deal) =>
    // `transaction.opened` tells the first move with more to it, and no party is told what he did himself. Admins are:
    // one of them acted, and the others may have to.
    deal.move === 'OPEN'
      ? []
      : deal.tells
          .filter((reader) => reader === 'ADMIN' || reader !== deal.by)
          .map((reader) => ({
            ...about(deal, reader),
            title: `${reader === 'ADMIN' ? 'News of a deal' : 'News of your deal'}: “${deal.listingTitle}”`,
            body: sentences(
              deal.says,
              saying(deal.reason),
              deal.deadlineAt === null ? null : `The next step is due by ${dayAndTime(deal.deadlineAt)}.`,
            ),
          })),
  ),
  when(transactionReminder, (deal) =>
    deal.next.map((reader) => ({
      ...about(deal, reader),
      title: `${reader === 'ADMIN' ? 'A deal waits for us' : 'Your deal waits for you'}: “${deal.listingTitle}”`,
      body: `The next step is due by ${dayAndTime(deal.deadlineAt)}. ${deal.onSilence}`,
    })),
  ),
];
