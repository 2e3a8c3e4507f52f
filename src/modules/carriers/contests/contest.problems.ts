/** What a contest can be refused for. */
import { problemKind } from '../../../platform/http/problem';

export const contestOpen = problemKind(
  'contest_open',
  409,
  'Your contest of this company is open',
  'Wait for the decision; you will be notified.',
);
export const contestClosed = problemKind(
  'contest_closed',
  409,
  'The contest is closed',
  'Open another contest if there is something new to show.',
);
