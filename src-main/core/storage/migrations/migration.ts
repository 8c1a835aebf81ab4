/** One numbered step forward; there is none back (a backup is made before each). Never edit one that has shipped: add the next. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}
