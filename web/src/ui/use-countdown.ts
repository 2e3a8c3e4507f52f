/** The seconds that are left of a wait. It begins anew with another cause, which the caller names. */
import { useEffect, useState } from 'react';

export function useCountdown(cause: object | null, seconds: number): number {
  const [count, setCount] = useState({ cause, left: seconds });
  if (count.cause !== cause) setCount({ cause, left: seconds });
  const { left } = count;
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setCount({ cause, left: left - 1 }), 1000);
    return () => clearTimeout(timer);
  }, [cause, left]);
  return left;
}
