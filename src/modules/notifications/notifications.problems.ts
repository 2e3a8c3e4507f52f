/** What notifications refuse. */
import { problemKind } from '../../platform/http/problem';

export const requiredNotice = problemKind(
  'required_notice',
  409,
  'This is told to everybody whom it concerns',
  'Leave it as it is: it protects your account, is about money, or tells what you have to do. Whether it is shown at once can be chosen.',
);
export const unsubscribeLinkUnknown = problemKind(
  'unsubscribe_link_unknown',
  422,
  'This link is not one of ours',
  'Open the link in a newer email, or sign in and choose what we write to you.',
);
