/** Lets this process reach its database through the wire on that port. */
export function throughWire(port: string | undefined): void {
  const url = process.env.DATABASE_URL;
  if (port === undefined || url === undefined) return;
  process.env.DATABASE_URL = Object.assign(new URL(url), { port }).href;
}
