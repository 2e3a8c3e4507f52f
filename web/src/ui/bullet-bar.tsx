/** A figure as a bar, with a line where what it is held against stands. Both are written beside it. */
import classes from './bullet-bar.module.css';

interface Props {
  /** Read out in place of the picture. */
  label: string;
  value: number;
  /** Null: nothing to hold it against. */
  against: number | null;
  /** The right end of the scale, which begins at 0. */
  most: number;
  /** On the side of the line where nobody wants to be. */
  warns?: boolean;
}

const WIDTH = 240;
const HEIGHT = 14;

export function BulletBar({ label, value, against, most, warns = false }: Props) {
  const at = (figure: number) => (Math.min(figure, most) / most) * WIDTH;
  return (
    <svg
      className={classes.bar}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect className={classes.ground} x={0} y={3} width={WIDTH} height={8} />
      <rect
        className={classes.value}
        data-warns={warns || undefined}
        x={0}
        y={3}
        width={at(value)}
        height={8}
      />
      {against !== null && (
        <rect className={classes.mark} x={Math.max(0, at(against) - 1)} y={0} width={2} height={HEIGHT} />
      )}
    </svg>
  );
}
