/** Everything that `npm run bench` asks, in the order of its table. */
import { LOG_INS } from './figures';
import { READING } from './reading';
import type { Work } from './work';
import { WRITING } from './writing';

/** Measured beside the bare limit. */
export const MEASURED: readonly Work[] = [...READING, ...WRITING];

/** And what is asked while something else is measured. */
export const WORKS: readonly Work[] = [...MEASURED, LOG_INS];
