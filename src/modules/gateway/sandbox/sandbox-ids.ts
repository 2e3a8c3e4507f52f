/** Ids in the gateway's style, later ones sorting later: `pi_0190…`. */
import { newId } from '../../../platform/kernel/ids';

type Prefix =
  'pi' | 're' | 'evt' | 'cus' | 'seti' | 'pm' | 'cs' | 'sub' | 'si' | 'in' | 'acct' | 'tr' | 'dp' | 'po';

export const newSandboxId = (prefix: Prefix): string => `${prefix}_${newId().replaceAll('-', '')}`;
