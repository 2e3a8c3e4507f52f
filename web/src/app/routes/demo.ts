/** What only an installation for trying has. Below `root`. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ADDRESSES } from '../addresses';
import { root } from './root';

export const demoRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: ADDRESSES.demo.path,
    component: lazyRouteComponent(() => import('../../pages/demo/demo/page'), 'DemoPage'),
  }),
] as const;
