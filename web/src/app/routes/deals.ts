/** Sales in escrow. Below `signedIn`. */
export const dealRoutes = [] as const;
