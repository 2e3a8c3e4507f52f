/**
 * Saves a card or bank account by the gateway's own form: its number never comes here. Only this address lets the
 * gateway's script run, so it is always loaded as a document of its own.
 */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { asProblem } from '../../../api/problem';
import { configQuery } from '../../../api/queries';
import { safeNext } from '../../../api/tokens.rules';
import { Empty } from '../../../ui/empty';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { billingWords } from '../../../words/billing';
import { AccountFrame } from '../frame';
import { CardForm } from './card-form';
import { Returned } from './returned';

const { cardForm: says } = billingWords;
const { accountPages: pages } = words.pages;
const route = getRouteApi('/signed-in/account/billing/add');

export function AddMethodPage() {
  const { next, setup_intent_client_secret: returned } = route.useSearch();
  const config = useQuery(configQuery);
  const back = next ? safeNext(next) : '/account/billing';
  const own = isOwnDocument();
  useEffect(() => {
    if (!own) location.reload();
  }, [own]);
  if (!own) return <Skeleton heights={[34, 280]} />;
  return (
    <AccountFrame title={pages.addMethod.title}>
      <p className="second">{says.lead}</p>
      {config.isPending && <Skeleton heights={[280]} />}
      {config.isError && (
        <ProblemNote problem={asProblem(config.error)} onRetry={() => void config.refetch()} />
      )}
      {config.data?.cardForm === null && <Empty>{says.none}</Empty>}
      {config.data?.cardForm &&
        (returned ? (
          <Returned form={config.data.cardForm} clientSecret={returned} back={back} />
        ) : (
          <CardForm form={config.data.cardForm} back={back} />
        ))}
      <p>
        <a href={back}>{says.back}</a>
      </p>
    </AccountFrame>
  );
}

/** Whether the document was loaded at this address, and not led here by a link within the app under another policy. */
function isOwnDocument(): boolean {
  const [loaded] = performance.getEntriesByType('navigation');
  return !loaded || new URL(loaded.name).pathname === location.pathname;
}
