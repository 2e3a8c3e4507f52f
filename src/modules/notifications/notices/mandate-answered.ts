/** Tells a client what their broker answered. */
import { mandateAnswered } from '../../brokers';
import { defineNotice, user } from '../notice';
import { dayAndTime, MANDATE_SIDES } from '../notice.words';

export const mandateAnsweredNotice = defineNotice({
  on: mandateAnswered,
  kind: 'MANDATE_ANSWERED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ clientId }) => [user(clientId)],
  title: ({ brokerName, accepted }) =>
    accepted ? `${brokerName} is your broker now` : `${brokerName} declined to be your broker`,
  text: ({ brokerName, side, accepted, endsAt }, telling) =>
    accepted
      ? [
          `${brokerName} can act for you in ${MANDATE_SIDES[side]} until ${dayAndTime(endsAt, telling)}. The other side of your offers and deals reads so.`,
          'You can end it at any time, and it takes effect at once.',
        ]
      : ['Nobody acts for you on this side. You can name somebody else.'],
  link: ({ mandateId, brokerName }) => ({ type: 'BROKERS', id: mandateId, title: brokerName }),
});
