/** The versions of an offer beside each other, what differs from the version before marked. */
import { useQuery } from '@tanstack/react-query';
import type { Offer } from '../../../api/offers';
import { configQuery } from '../../../api/queries';
import { depositOf } from '../../../format/shares';
import { Chip, type Tone } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { VisuallyHidden } from '@mantine/core';
import { offersWords } from '../../../words/offers';
import { termRows } from '../offer-terms';
import classes from '../offers.module.css';

const { page: says, terms, side: sides } = offersWords;

type Version = Offer['versions'][number];

const TONES: Record<Version['state'], Tone> = { STANDING: 'info', WITHDRAWN: 'neutral', PASSED: 'neutral' };

/** Newest first: the one that stands is read before those that led to it. */
export function Versions({ versions }: { versions: Offer['versions'] }) {
  const { data: config } = useQuery(configQuery);
  const rows = termRows((cents) => (config ? depositOf(cents, config) : null));
  const shown = versions.toReversed();
  const before = (version: Version) => versions.find(({ number }) => number === version.number - 1);
  return (
    <section className="card stack-tight">
      <h2>{says.versions}</h2>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={says.versions}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{terms.title}</th>
              {shown.map(({ number, side, state }) => (
                <th key={number} scope="col">
                  {says.versionBy(number, sides[side])}{' '}
                  <Chip tone={TONES[state]}>{says.versionStates[state]}</Chip>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, textOf }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {shown.map((version) => {
                  const former = before(version);
                  const changed = former !== undefined && textOf(former) !== textOf(version);
                  return (
                    <td key={version.number} data-changed={changed || undefined}>
                      {textOf(version)}
                      {changed && <VisuallyHidden> ({says.changed})</VisuallyHidden>}
                    </td>
                  );
                })}
              </tr>
            ))}
            <tr>
              <th scope="row">{terms.message}</th>
              {shown.map(({ number, message }) => (
                <td key={number} className={classes.message}>
                  {message ?? terms.none}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{terms.until}</th>
              {shown.map(({ number, expiresAt }) => (
                <td key={number}>
                  <Moment at={expiresAt} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
