/** Tells client and broker that the broker acts no more, but not whoever ended it. */
import { mandateEnded } from '../../brokers';
import { defineNotice, user } from '../notice';
import { MANDATE_SIDES, reasonGiven } from '../notice.words';

export const mandateEndedNotice = defineNotice({
  on: mandateEnded,
  kind: 'MANDATE_ENDED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ clientId, brokerId, byUserId }) =>
    [clientId, brokerId].filter((userId) => userId !== byUserId).map((userId) => user(userId)),
  title: ({ clientName, brokerName }) => `${brokerName} acts for ${clientName} no more`,
  text: ({ side, reason }) => [
    `The mandate for ${MANDATE_SIDES[side]} has ended. What was done under it stays as it is.`,
    reasonGiven(reason),
  ],
  link: ({ mandateId, brokerName }) => ({ type: 'BROKERS', id: mandateId, title: brokerName }),
});
