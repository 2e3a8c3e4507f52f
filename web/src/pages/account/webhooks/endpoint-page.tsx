/** One endpoint: how it does, what its owner may do with it, and what was posted to it. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { EVERY_KIND, type WebhookEndpoint, webhookEndpointQuery } from '../../../api/webhooks';
import { PartProblem } from '../../../app/part-problem';
import { shortMoment } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { Facts } from '../../../ui/facts';
import { Moment } from '../../../ui/moment';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { webhooksWords } from '../../../words/webhooks';
import { AccountFrame } from '../frame';
import { Deliveries } from './deliveries';
import { EndpointActs } from './endpoint-acts';
import { ShownSecret } from './shown-secret';
import { ENDPOINT_TONES } from '../../../app/tones';
import classes from './webhooks.module.css';

const { one: says, status, offReason } = webhooksWords;

interface Made {
  secret: string;
  formerSecretUntil: string | null;
}

export function WebhookEndpointPage() {
  const { id = '' } = useParams({ strict: false });
  const read = useQuery(webhookEndpointQuery(id));
  const [made, setMade] = useState<Made | null>(null);
  const endpoint = read.data;
  return (
    <AccountFrame title={endpoint?.name ?? words.pages.accountPages.webhook.title}>
      <p>
        <Link to="/account/webhooks">{says.back}</Link>
      </p>
      {read.isPending && <Skeleton heights={[220, 160]} />}
      <PartProblem query={read} />
      {made && (
        <ShownSecret secret={made.secret} formerUntil={made.formerSecretUntil} onDone={() => setMade(null)} />
      )}
      {endpoint && (
        <>
          <section className="card stack-tight">
            <h2>{says.facts}</h2>
            <EndpointFacts endpoint={endpoint} />
            <EndpointActs endpoint={endpoint} onSecret={setMade} />
          </section>
          <Deliveries endpoint={endpoint} />
        </>
      )}
    </AccountFrame>
  );
}

const EndpointFacts = ({ endpoint }: { endpoint: WebhookEndpoint }) => (
  <Facts
    facts={[
      { name: says.address, value: <span className={classes.long}>{endpoint.url}</span> },
      { name: says.status, value: <State endpoint={endpoint} /> },
      {
        name: says.events,
        value: endpoint.events.includes(EVERY_KIND) ? (
          says.every
        ) : (
          <span className={classes.long}>{endpoint.events.join(', ')}</span>
        ),
      },
      {
        name: says.health,
        value: endpoint.failingSince
          ? says.failing(endpoint.failures, shortMoment(endpoint.failingSince))
          : says.noFailure,
      },
      {
        name: says.lastTaken,
        value: endpoint.lastTakenAt ? <Moment at={endpoint.lastTakenAt} /> : says.never,
      },
      {
        name: says.secret,
        value: (
          <span>
            <Moment at={endpoint.secretAt} />
            {endpoint.formerSecretUntil && (
              <span className="note"> {says.twoSecrets(shortMoment(endpoint.formerSecretUntil))}</span>
            )}
          </span>
        ),
      },
    ]}
  />
);

const State = ({ endpoint }: { endpoint: WebhookEndpoint }) => (
  <div>
    <Chip tone={ENDPOINT_TONES[endpoint.status]}>{status[endpoint.status]}</Chip>{' '}
    <span className="note">{says.since(shortMoment(endpoint.statusAt))}</span>
    {endpoint.offReason && <p>{offReason[endpoint.offReason]}</p>}
    {endpoint.status === 'OFF' && <p className="note">{says.offHint}</p>}
    {endpoint.status === 'PAUSED' && <p className="note">{says.pausedHint}</p>}
  </div>
);
