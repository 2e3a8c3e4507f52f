/** What changed in the record while it was read here. */
import type { DueDiligence } from '../../api/buyer';
import { Chip } from '../../ui/chip';
import { Moment } from '../../ui/moment';
import { carrierWords } from '../../words/carrier';
import { factText, fieldName } from './carrier-changes.rules';
import classes from './carrier.module.css';

const { changes: says } = carrierWords;

export function CarrierChanges({ snapshots }: { snapshots: DueDiligence['changes'] }) {
  const changes = snapshots.flatMap(({ id, firstSeenAt, changes: found }) =>
    (found ?? []).map((change) => ({ key: `${id}:${change.field}`, at: firstSeenAt, ...change })),
  );
  return (
    <section className="card stack-tight">
      <h2>{says.title}</h2>
      {changes.length === 0 ? (
        <p className="second">{says.none}</p>
      ) : (
        <>
          <p className="note">{says.lead}</p>
          <ul>
            {changes.map(({ key, at, field, before, after, material }) => (
              <li key={key} className={classes.change}>
                <span className="second">
                  <Moment at={at} day />
                </span>
                <span>
                  {fieldName(field)}: {says.from(factText(field, before), factText(field, after))}{' '}
                  {material && <Chip tone="warn">{says.material}</Chip>}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
