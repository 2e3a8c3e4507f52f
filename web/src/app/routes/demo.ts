/** What only an installation for trying has. Below `root`. */
export const demoRoutes = [] as const;
