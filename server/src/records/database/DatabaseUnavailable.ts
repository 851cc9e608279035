/** The database can't be used; `cause` is the system's or the database's own error. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error && cause.message !== '' ? cause.message : String(cause), { cause });
    this.name = 'DatabaseUnavailable';
  }
}
