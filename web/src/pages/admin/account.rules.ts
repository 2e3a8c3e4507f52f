/** What accounts of the ledger are called, and which texts may name one. */
import { adminWords } from '../../words/admin';

const { ledger, transfers } = adminWords.money;

/** `revenue:fees` has a name of its own, `escrow:0193…` that of its kind; one that is new here keeps its code. */
export const accountName = (code: string): string =>
  ledger.accounts[code] ?? transfers.kinds[code.split(':')[0] ?? ''] ?? code;

/** Whose it is, where it is not the platform's: the id behind the word. */
export const holderOf = (code: string): string | null =>
  ledger.accounts[code] === undefined ? (code.split(':')[1] ?? null) : null;

/** `revenue:fees`, `user:0193…`: a word, a colon, and what follows. */
export const isCoded = (text: string): boolean => /^[a-z_]{1,40}:[\w:.-]{1,120}$/.test(text);
