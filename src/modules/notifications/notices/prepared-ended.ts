/** Tells the administrator who prepared something what became of it. */
import { preparedEnded } from '../../assistance';
import { defineNotice } from '../notice';
import { headline, reasonGiven } from '../notice.words';

const SAYS = {
  CONFIRMED: 'What you prepared was confirmed',
  DECLINED: 'What you prepared was declined',
  EXPIRED: 'Nobody answered what you prepared',
} as const;

export const preparedEndedNotice = defineNotice({
  on: preparedEnded,
  kind: 'PREPARED_ENDED',
  urgency: 'low',
  channels: ['inbox', 'live'],
  to: ({ operatorId }) => [{ kind: 'user', userId: operatorId, reader: 'ADMIN' }],
  title: ({ status, title }) => headline(SAYS[status], title),
  text: ({ reason }) => [reasonGiven(reason)],
  link: ({ preparedId, title }) => ({ type: 'PREPARED', id: preparedId, title }),
});
