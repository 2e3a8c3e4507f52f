/** What messages reads of the environment. */
import { configSlice, isOn, limitOf, requests, switchOf } from '../../platform/kernel/config-slice';

export const messagesConfig = configSlice({
  variables: { FEATURE_MESSAGES: isOn, LIMIT_MESSAGE_SENDING: requests(60) },
  settings: {
    FEATURE_MESSAGES: switchOf(
      'Messages between people',
      'Off: nobody writes to another. The rooms of deals stay open, and so does support.',
    ),
    LIMIT_MESSAGE_SENDING: limitOf('Messages a minute', 'Of a person.'),
  },
});
