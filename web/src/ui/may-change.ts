/**
 * Whether what is shown may be changed now by whoever looks: an administrator who sees it as somebody else may not, and
 * without a network nobody can.
 */
import { createContext, useContext } from 'react';

/** Why not; null where it may be. */
const WhyClosed = createContext<string | null>(null);

export const WhyClosedProvider = WhyClosed.Provider;

export const useWhyClosed = (): string | null => useContext(WhyClosed);

export const useMayChange = (): boolean => useContext(WhyClosed) === null;
