/** What approvals refuses. */
import { problemKind } from '../../platform/http/problem';

export const secondAdminNeeded = problemKind(
  'second_admin_needed',
  409,
  'A second administrator must confirm',
  'Have another administrator send the same request.',
);
