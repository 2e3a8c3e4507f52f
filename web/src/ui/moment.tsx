/** A moment: short in the text, complete for whoever hovers or listens. */
import { completeMoment, shortDay, shortMoment } from '../format/time';

interface Props {
  at: string;
  /** The day alone. */
  day?: boolean;
}

export const Moment = ({ at, day = false }: Props) => (
  <time dateTime={at} title={completeMoment(at)}>
    {day ? shortDay(at) : shortMoment(at)}
  </time>
);
