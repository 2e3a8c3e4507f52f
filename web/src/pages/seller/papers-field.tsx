/** A field for papers that only administrators read. */
import { sellerWords } from '../../words/seller';
import classes from './seller.module.css';

const { papers: says } = sellerWords;

export const PapersField = ({ error }: { error?: string }) => (
  <label className={classes.file}>
    <strong>{says.label}</strong>
    <span className="note">{says.hint}</span>
    <input type="file" name="papers" multiple accept="application/pdf,image/*" />
    {error && <span className={classes.error}>{error}</span>}
  </label>
);
