/** Tells a broker what a client of theirs was told about an offer, a deal or a listing. */
import { defineNotice, user } from '../notice';
import { clientNews } from '../notifications.events';

export const clientNewsNotice = defineNotice({
  on: clientNews,
  kind: 'CLIENT_NEWS',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ brokerId }) => [user(brokerId)],
  names: ({ clientId }) => [clientId],
  title: ({ clientId, title }, { nameOf }) => `News for ${nameOf(clientId)}: ${title}`,
  text: ({ clientId }, { nameOf }) => [
    `We told ${nameOf(clientId)} so. Act for them to read more and to do what is next.`,
  ],
  usefulUntil: ({ usefulUntil }) => usefulUntil,
  link: ({ mandateId, clientId }, { nameOf }) => ({
    type: 'BROKERS',
    id: mandateId,
    title: nameOf(clientId),
  }),
});
