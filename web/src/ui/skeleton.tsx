/** The shape of what is coming, shown only when it takes a moment. */
import { words } from '../words';
import classes from './skeleton.module.css';

interface Props {
  /** The height of each block, in pixels. */
  heights: readonly number[];
}

export const Skeleton = ({ heights }: Props) => (
  <div className={classes.blocks} role="status" aria-label={words.common.loading}>
    {heights.map((height, index) => (
      <div key={index} className={classes.block} style={{ height }} />
    ))}
  </div>
);
