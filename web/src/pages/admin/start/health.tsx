/** How the platform is: what runs, and whether background work keeps up. */
import { useQuery } from '@tanstack/react-query';
import { healthQuery } from '../../../api/admin';
import { asProblem } from '../../../api/problem';
import { Facts } from '../../../ui/facts';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { adminWords } from '../../../words/admin';
import { aged } from '../cells';

const { start: says } = adminWords;

const MEGABYTE = 1_048_576;

export function Health() {
  const health = useQuery(healthQuery);
  return (
    <section className="card stack-tight">
      <h2>{says.healthTitle}</h2>
      {health.isPending && <Skeleton heights={[20, 20, 20]} />}
      {health.isError && (
        <ProblemNote problem={asProblem(health.error)} onRetry={() => void health.refetch()} />
      )}
      {health.data && (
        <Facts
          facts={[
            { name: says.version, value: health.data.version },
            { name: says.uptime, value: aged(Math.floor(health.data.uptimeSeconds / 3600)) },
            { name: says.jobs, value: String(health.data.jobs.due) },
            { name: says.dead, value: String(health.data.jobs.dead) },
            {
              name: says.memory,
              value: says.megabytes(Math.round(health.data.memory.residentBytes / MEGABYTE)),
            },
            { name: says.cache, value: says.cacheKinds[health.data.cache.kind] },
            { name: says.sockets, value: String(health.data.sockets.sockets) },
          ]}
        />
      )}
    </section>
  );
}
