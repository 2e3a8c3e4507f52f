/** What is read is kept, and read again when it is old, when the window is looked at, and when the network is back. */
import { QueryClient } from '@tanstack/react-query';
import { asProblem } from '../api/problem';

const FRESH_MS = 30_000;
const TRIES = 2;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // A refusal stays one; what may pass is tried again, but not against a limit.
      retry: (failures, error) => {
        const problem = asProblem(error);
        return problem.mayPass && problem.status !== 429 && failures < TRIES;
      },
    },
  },
});
