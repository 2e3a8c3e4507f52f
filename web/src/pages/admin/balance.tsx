/** What stands on an account of the ledger: while it is read, when it could not be read, and the figure. */
import { useQuery } from '@tanstack/react-query';
import { balanceQuery } from '../../api/admin';
import { asProblem } from '../../api/problem';
import { money } from '../../format/money';
import { ProblemNote } from '../../ui/problem-note';
import { Skeleton } from '../../ui/skeleton';
import { adminWords } from '../../words/admin';

export function Balance({ account }: { account: string }) {
  const read = useQuery(balanceQuery(account));
  if (read.isPending) return <Skeleton heights={[20]} />;
  if (read.isError)
    return <ProblemNote problem={asProblem(read.error)} onRetry={() => void read.refetch()} />;
  const { balance } = read.data;
  return (
    <span className="figure">
      {account.startsWith('credits:') ? adminWords.money.ledger.credits(balance) : money(balance)}
    </span>
  );
}
