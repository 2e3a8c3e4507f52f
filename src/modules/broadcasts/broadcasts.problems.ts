/** What a broadcast is refused for. */
import { problemKind } from '../../platform/http/problem';

export const audienceChanged = problemKind(
  'audience_changed',
  409,
  'It would reach another number of people',
  'Look at the preview again, then send it with the number that it shows.',
);
export const broadcastEnded = problemKind(
  'broadcast_ended',
  409,
  'This broadcast has ended',
  'Whoever was to be told was told, or it was stopped already.',
);
