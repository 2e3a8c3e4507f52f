/** The number under which FMCSA registers a carrier, in bodies. */
import { z } from 'zod';

export const UsdotNumber = z
  .int()
  .min(1)
  .max(99_999_999)
  .meta({ id: 'UsdotNumber', description: 'The number under which FMCSA registers a carrier.' });
