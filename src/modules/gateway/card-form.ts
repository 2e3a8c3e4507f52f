/** What the gateway's form in a browser needs of the page that shows it. */
import type { OutsideSources } from '../../platform/http/web-app';

/** What a page with Stripe's form has to be allowed (docs.stripe.com/security/guide#content-security-policy). */
export const CARD_FORM_SOURCES: OutsideSources = {
  scripts: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frames: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connections: ['https://api.stripe.com'],
};
