/** Ids in the gateway's style, later ones sorting later: `pi_0190…`. */
import { newId } from '../../../platform/kernel/ids';

export const newSandboxId = (prefix: 'pi' | 're' | 'evt'): string =>
  `${prefix}_${newId().replaceAll('-', '')}`;
