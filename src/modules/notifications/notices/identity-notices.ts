/** What a person is told about his own account. */
import { refreshReplayed, userRegistered, userReinstated } from '../../identity';
import { when } from '../notification.rules';

const yourself = (userId: string) => ({ to: userId, subject: { type: 'USER', id: userId } }) as const;

export const identityNotices = [
  when(userRegistered, ({ userId, roles }) =>
    roles.includes('admin')
      ? []
      : [
          {
            ...yourself(userId),
            title: 'Welcome to MC Exchange',
            body: roles.includes('seller')
              ? 'Start by drafting a listing of your company. Nobody sees it before you submit it and we have checked it against the federal record.'
              : 'Look through the listings. What you see of a company is a teaser; you unlock the confidential part of those that interest you.',
          },
        ],
  ),
  when(userReinstated, ({ userId }) => [
    {
      ...yourself(userId),
      title: 'Your account is open again',
      body: 'You can trade as before. Offers that ran out in the meantime have to be made anew.',
    },
  ]),
  when(refreshReplayed, ({ userId }) => [
    {
      ...yourself(userId),
      title: 'We signed you out on one of your devices',
      body: 'A key that keeps one of your devices signed in was used twice. It may have been copied, so we ended that session. Look through your devices, and choose a new password if you did not expect this.',
    },
  ]),
];
