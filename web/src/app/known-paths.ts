/** Which pages there are: a link leads to no page that is not there. */
import { ADDRESSES } from './addresses';

const PATHS: ReadonlySet<string> = new Set(Object.values(ADDRESSES).map(({ path }) => path));

export const isPage = (path: string): boolean => PATHS.has(path);
