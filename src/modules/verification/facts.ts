/** What of a person can be verified, as the configuration names it. */
import { FACTS } from './verification.config';

export { FACTS };
export type Fact = (typeof FACTS)[number];
