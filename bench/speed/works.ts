/** Everything that `npm run bench` measures by requests, in the order of `performance.md`. */
import { READING } from './reading';
import type { Work } from './work';
import { WRITING } from './writing';

export const WORKS: readonly Work[] = [...READING, ...WRITING];
