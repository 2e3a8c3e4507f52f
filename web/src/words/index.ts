/** The words of the app in the language of its reader; there is one language today. */
import { en } from './en';

export const words = en;
