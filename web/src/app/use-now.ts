/** The time of the product, in ms: in a demo its clock is moved. Ahead of the answer, that of this machine. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answerOf, api } from '../api/client';

const MINUTE_MS = 60_000;

const clockQuery = queryOptions({
  queryKey: ['clock'],
  queryFn: async ({ signal }) => {
    const { data } = await answerOf(api.GET('/clock', { signal }));
    return Date.parse(data.now) - Date.now();
  },
  staleTime: MINUTE_MS,
  refetchInterval: MINUTE_MS,
});

export function useNow(): number {
  const { data: ahead = 0 } = useQuery(clockQuery);
  const [here, setHere] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setHere(Date.now()), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, []);
  return here + ahead;
}
