/** Which pages may open a socket. */
import { isOriginAllowed } from './origin.rules';

const PRODUCTION = { corsOrigins: [], siteUrl: 'https://exchange.test/market', production: true };

it('goes in production by the configured site alone, whatever name the request was sent to', () => {
  const asked = (origin: string | undefined, production = true) =>
    isOriginAllowed(origin, 'evil.example.com', { ...PRODUCTION, production });
  expect(asked('https://exchange.test')).toBe(true);
  expect(asked('https://evil.example.com')).toBe(false);
  expect(asked('null')).toBe(false);
  expect(asked(undefined)).toBe(true);
  expect(asked('https://evil.example.com', false)).toBe(true);
});
