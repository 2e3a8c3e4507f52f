/** By which channels somebody is told something: what a notice proposes, what is required, what a person chose. */
import { isRequired } from './kinds';
import { type AnyNotice, type Channel, CHANNELS, type Reader } from './notice';

export type Choices = Partial<Record<Channel, boolean>>;

/** An administrator is mailed what asks for attention now, and finds the rest in the app. */
const isProposed = (
  { channels, urgency }: Pick<AnyNotice, 'channels' | 'urgency'>,
  channel: Channel,
  reader: Reader,
) => channels.includes(channel) && (channel !== 'mail' || reader !== 'ADMIN' || urgency === 'immediate');

/** Whether the person may choose: of what is required, only whether it is shown at once. */
export const mayChoose = (kind: AnyNotice['kind'], channel: Channel, reader: Reader): boolean =>
  channel === 'live' || !isRequired(kind, reader);

/** What is shown at once is what the inbox gets: without the one there is not the other. */
export function channelsFor(
  notice: Pick<AnyNotice, 'kind' | 'channels' | 'urgency'>,
  reader: Reader,
  choices: Choices,
): Record<Channel, boolean> {
  const isOn = (channel: Channel): boolean =>
    (mayChoose(notice.kind, channel, reader) ? choices[channel] : undefined) ??
    isProposed(notice, channel, reader);
  const [inbox, live, mail] = CHANNELS.map(isOn) as [boolean, boolean, boolean];
  return { inbox, live: inbox && live, mail };
}
