/** What a contest can be refused for. */
import { problemKind } from '../../../platform/http/problem';

export const contestOpen = problemKind(
  'contest_open',
  409,
  'Your contest of this company is open',
  'Wait for the decision; you will be notified.',
);
export const holdersChanged = problemKind(
  'contest_holders_changed',
  409,
  'Others hold proof of control by now',
  'Read the contest again, and decide with the `holdersHash` that it shows now.',
);
export const contestClosed = problemKind(
  'contest_closed',
  409,
  'The contest is closed',
  'Open another contest if there is something new to show.',
);
