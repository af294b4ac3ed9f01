/** The folder of the socket of a cluster that ends with this program; null where there is no server to start. */
export function startPostgres(root: string): string | null
