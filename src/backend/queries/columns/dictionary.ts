import { type CodedStrings, NULL_CODE } from '../../common/table.ts';

/** Position of each row's text among the distinct ones, so that sorting compares numbers. */
export function ranks({ codes, dictionary }: CodedStrings): Float64Array {
  const lower = dictionary.map((entry) => entry.toLowerCase());
  const order = [...new Set(lower)].sort((a, b) => (a < b ? -1 : 1));
  const rankOfText = new Map(order.map((entry, rank) => [entry, rank]));
  const rankOf = lower.map((entry) => rankOfText.get(entry) ?? NaN);
  return Float64Array.from(codes, (code) => (code === NULL_CODE ? NaN : (rankOf[code] ?? NaN)));
}

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
}
