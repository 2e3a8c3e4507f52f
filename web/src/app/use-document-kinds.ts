/** What of documents is taken, in words: which kinds, and how large one may be on this installation. */
import { useQuery } from '@tanstack/react-query';
import { configQuery } from '../api/queries';
import { documentWords } from '../words/documents';

export const useDocumentKinds = (): string => documentWords.kinds(useQuery(configQuery).data?.documentMaxMb);
