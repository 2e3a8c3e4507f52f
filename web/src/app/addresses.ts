/** Every address of the app, with what stands in the head of its page: for the router, and for the server. */
import { words } from '../words';

const { pages } = words;

export const ADDRESSES = {
  home: { path: '/', ...pages.home },
  search: { path: '/search', ...pages.search },
  listing: { path: '/listings/$id', ...pages.listing },
  howItWorks: { path: '/how-it-works', ...pages.howItWorks },
  pricing: { path: '/pricing', ...pages.pricing },
  nda: { path: '/legal/nda', ...pages.nda },
  signIn: { path: '/sign-in', ...pages.signIn },
  register: { path: '/register', ...pages.register },
} as const;
