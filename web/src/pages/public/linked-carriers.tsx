/** Carriers whose records share something with this one, the weightiest first. */
import type { DueDiligence } from '../../api/buyer';
import { daysInText } from '../../format/time';
import { Chip, type Tone } from '../../ui/chip';
import { buyerWords } from '../../words/buyer';
import { carrierWords } from '../../words/carrier';
import classes from './carrier.module.css';

const { report: says } = buyerWords;

type Linked = DueDiligence['linked'];

const TONES: Record<Linked['links'][number]['standing'], Tone> = {
  ACTIVE: 'ok',
  NO_AUTHORITY: 'warn',
  INACTIVE: 'neutral',
  OUT_OF_SERVICE: 'bad',
  UNKNOWN: 'neutral',
};

export const LinkedCarriers = ({ linked: { known, links } }: { linked: Linked }) => (
  <section className="card stack-tight">
    <h2>{says.linked}</h2>
    {!known && <p className="second">{says.linkedUnknown}</p>}
    {known && links.length === 0 && <p className="second">{says.linkedNone}</p>}
    <ul>
      {links.map(({ usdot, legalName, standing, shows }) => (
        <li key={usdot} className={classes.point}>
          <span>
            <Chip tone={TONES[standing]}>{says.linkedStanding[standing]}</Chip>
          </span>
          <span>
            {legalName ?? carrierWords.usdotNumber(usdot)}
            <span className="second"> · {daysInText(shows)}</span>
          </span>
        </li>
      ))}
    </ul>
  </section>
);
