/** The page that ends letters: for whoever opens its link, and for mail programs that post to it (RFC 8058). */
import { z } from 'zod';
import { type FormPage, formPage } from '../../platform/http/form-pages';
import type { RateLimit } from '../../platform/http/limits';
import { HOUR_MS } from '../../platform/kernel/clock';
import type { Identity } from '../identity';
import { CATEGORIES } from './kinds';
import { PREFERENCES_PATH } from './links';
import { unsubscribeLinkUnknown } from './notifications.problems';
import type { PreferencesService } from './preferences.service';
import type { UnsubscribeLinks } from './unsubscribe-links';

/** Providers of mail call for many of their readers from few addresses; only what is not ours counts. */
const UNSUBSCRIBE_LIMIT: RateLimit = {
  name: 'unsubscribe',
  requests: 60,
  windowMs: HOUR_MS,
  sameForAll: true,
  countsRefusalsOnly: true,
};

const CHOOSE = { href: PREFERENCES_PATH, label: 'Choose what we write to you' };

const Token = z.object({ token: z.string({ error: 'This link is not whole.' }).max(400) });

export const unsubscribePage = (
  identity: Pick<Identity, 'findUsers'>,
  links: Pick<UnsubscribeLinks, 'read'>,
  preferences: Pick<PreferencesService, 'endLetters'>,
): FormPage =>
  formPage({
    path: '/unsubscribe',
    title: 'No more of these emails',
    text: 'We stop sending you emails of this kind. What protects your account, is about money, or asks something of you still comes.',
    fields: [{ name: 'token', label: null, type: 'hidden' }],
    button: 'Stop these emails',
    limit: UNSUBSCRIBE_LIMIT,
    // Providers of mail send the clicks of many people from one address.
    spared: ({ token }) => Promise.resolve(links.read(token ?? '') !== null),
    otherwise: CHOOSE,
    afterwards: CHOOSE,
    body: Token,
    async act({ token }) {
      const order = links.read(token);
      const person = order && (await identity.findUsers([order.userId])).get(order.userId);
      if (!order || !person)
        throw unsubscribeLinkUnknown('We did not write this link, or its reader has left.');
      await preferences.endLetters(order, person.roles.includes('admin') ? 'ADMIN' : 'USER');
      return order.ended === 'all'
        ? 'We no longer send you emails, but those that are required.'
        : `We no longer send you emails about ${CATEGORIES[order.ended].about}.`;
    },
  });
