/** Where the header leads. */
import { badgeOf, headerPaths } from './navigation.rules';

it('leads who buys and sells to both, each page once', () => {
  expect(headerPaths(['BUYER', 'SELLER'])).toEqual([
    '/home',
    '/search',
    '/unlocked',
    '/saved',
    '/my-listings',
    '/offers',
    '/deals',
    '/earnings',
  ]);
  expect(headerPaths(['SELLER'])).not.toContain('/saved');
  expect(headerPaths(['BUYER'])).not.toContain('/earnings');
});

it('shows the office to administrators alone', () => {
  expect(headerPaths(['ADMIN'])).toEqual(['/search', '/admin']);
  expect(headerPaths(['BUYER', 'SELLER'])).not.toContain('/admin');
  expect(headerPaths(null)).toEqual(['/search', '/carrier-check', '/how-it-works', '/pricing']);
});

it('writes counts that are long as more than two figures', () => {
  expect([1, 99, 100].map(badgeOf)).toEqual(['1', '99', '99+']);
});
