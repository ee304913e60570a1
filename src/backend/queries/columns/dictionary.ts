import { NULL_CODE } from '../../common/table.ts';

/** Codes for items in the order they come; rows near each other mostly share theirs, so the last one is remembered. */
export class Dictionary<K> {
  readonly texts: string[] = [];
  private readonly textOf: (item: K) => string | null;
  private readonly codes = new Map<K, number>();
  private lastItem: K | undefined;
  private lastCode = NULL_CODE;

  constructor(textOf: (item: K) => string | null) {
    this.textOf = textOf;
  }

  code(item: K): number {
    if (item === this.lastItem && item !== undefined) {
      return this.lastCode;
    }
    let code = this.codes.get(item);
    if (code === undefined) {
      const made = this.textOf(item);
      code = made === null ? NULL_CODE : this.texts.push(made) - 1;
      this.codes.set(item, code);
    }
    this.lastItem = item;
    this.lastCode = code;
    return code;
  }

  text(item: K): string | null {
    const code = this.code(item);
    return code === NULL_CODE ? null : (this.texts[code] as string);
  }
}
