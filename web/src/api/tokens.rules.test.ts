/** How long a token is used, and where a sign-in may lead. */
import { freshUntil, readToken, safeNext } from './tokens.rules';

const tokenOf = (claims: object) =>
  `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

it('counts from the lifetime of the token, whatever clock it was made by', () => {
  const token = tokenOf({ sub: 'u1', iat: 4_000_000_000, exp: 4_000_000_900, name: 'é?>' });
  expect(readToken(token)).toEqual({ userId: 'u1', lifetimeMs: 900_000 });
  expect(freshUntil(token, 1_000)).toBe(871_000);
});

it('uses no token for longer than not at all when it is shorter than the margin, or none', () => {
  expect(freshUntil(tokenOf({ sub: 'u1', iat: 10, exp: 20 }), 1_000)).toBe(1_000);
  expect(['', 'a.b.c', tokenOf({ sub: 1 })].map(readToken)).toEqual([null, null, null]);
});

it('leads to addresses of this site only', () => {
  expect(['/search?state=TX', '/listings/1#a'].map(safeNext)).toEqual(['/search?state=TX', '/listings/1#a']);
  const others = [
    undefined,
    '',
    'https://evil.test',
    '//evil.test',
    '/\\evil.test',
    'javascript:1',
    '/sign-in?next=/',
  ];
  expect(others.map(safeNext)).toEqual(others.map(() => '/home'));
});
