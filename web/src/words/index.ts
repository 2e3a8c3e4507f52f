/**
 * The words of the app in the language of its reader; there is one language today. What every page needs stands here;
 * each part of the app brings its own words with its pages: `words/public.ts`, `words/account.ts` and so on.
 */
import * as codes from './en/codes';
import * as pages from './en/pages';
import { shell } from './en/shell';

export const words = { ...shell, codes, pages } as const;
