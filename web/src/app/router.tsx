/** Every page as a row: its address, what its address may ask, and its file, which is loaded when it is first opened. */
import { createRouter } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from './address-search';
import { Crashed } from './page-states';
import { accountRoutes, ownAccountRoutes } from './routes/account';
import { adminRoutes } from './routes/admin';
import { buyerRoutes } from './routes/buyer';
import { dealRoutes } from './routes/deals';
import { demoRoutes } from './routes/demo';
import { publicRoutes } from './routes/public';
import { admins, root, signedIn } from './routes/root';
import { sellerRoutes } from './routes/seller';

const routeTree = root.addChildren([
  ...publicRoutes,
  ...accountRoutes,
  ...demoRoutes,
  signedIn.addChildren([...ownAccountRoutes, ...buyerRoutes, ...sellerRoutes, ...dealRoutes]),
  admins.addChildren([...adminRoutes]),
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: Crashed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
