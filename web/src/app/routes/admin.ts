/** What administrators see and do. Below `admins`. */
export const adminRoutes = [] as const;
