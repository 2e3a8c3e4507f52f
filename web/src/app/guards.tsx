/** Who may open a page. The server refuses all the same: this only spares people a page that would be empty. */
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { meQuery } from '../api/queries';
import { PageHeading } from '../ui/page-heading';
import { Skeleton } from '../ui/skeleton';
import { words } from '../words';
import { NotFound, PageProblem } from './page-states';
import { useSession } from './use-session';

const SignInForm = lazy(() =>
  import('./sign-in-form').then(({ SignInForm: loaded }) => ({ default: loaded })),
);

/** A visitor signs in where they are, and the page they came for opens. */
function SignInHere() {
  return (
    <div className="stack narrow">
      <PageHeading>{words.signIn.neededTitle}</PageHeading>
      <p className="second">{words.signIn.needed}</p>
      <Suspense fallback={<Skeleton heights={[64, 64, 40]} />}>
        <SignInForm onDone={() => undefined} />
      </Suspense>
    </div>
  );
}

function Guarded({ children }: { children: ReactNode }) {
  const { state } = useSession();
  if (state === 'starting') return <Skeleton heights={[34, 160, 160]} />;
  return state === 'out' ? <SignInHere /> : children;
}

export const SignedInOnly = () => (
  <Guarded>
    <Outlet />
  </Guarded>
);

/** To everybody else a page of the administrators is not there. */
export const AdminsOnly = () => (
  <Guarded>
    <OfAdmins />
  </Guarded>
);

function OfAdmins() {
  const me = useQuery(meQuery);
  if (me.isPending) return <Skeleton heights={[34, 160, 160]} />;
  if (!me.data) return <PageProblem error={me.error} onRetry={() => void me.refetch()} />;
  return me.data.roles.includes('ADMIN') ? <Outlet /> : <NotFound />;
}
