/** Tells a person by mail that his money would go elsewhere: whoever took his log-in would do that first. */
import type { Platform } from '../../../platform/platform';
import type { Identity } from '../../identity';
import { payoutDestinationChanged } from '../payments.events';
import { createPaymentsMails } from '../payments.mails';

export function tellOfDestinations({ config, mailer, outbox }: Platform, identity: Identity): void {
  const mails = createPaymentsMails(config);
  outbox.on(payoutDestinationChanged, 'payments', { runs: 'unit' }, async (news) => {
    const user = await identity.getUser(news.userId);
    if (user.deletedAt === null) {
      await mailer.send(mails.destinationChanged(user, news.destination, news.usableFrom));
    }
  });
}
