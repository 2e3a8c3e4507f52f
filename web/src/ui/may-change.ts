/** Whether what is shown may be changed by whoever looks: an administrator who sees it as somebody else may not. */
import { createContext, useContext } from 'react';

const MayChange = createContext(true);

export const MayChangeProvider = MayChange.Provider;

export const useMayChange = (): boolean => useContext(MayChange);
