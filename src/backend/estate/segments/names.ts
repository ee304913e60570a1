import { NO_ROW, type Names } from '../model/segments.ts';

/** The estate's own names: the only place where codes are given out. */
export class InternedNames {
  readonly #codes = new Map<string, number>();
  readonly #names: string[] = [];

  /** The name's code, a new one when nobody had it yet. */
  intern(name: string): number {
    let code = this.#codes.get(name);
    if (code === undefined) {
      code = this.#names.length;
      this.#codes.set(name, code);
      this.#names.push(name);
    }
    return code;
  }

  name(code: number): string {
    return this.#names[code] ?? '';
  }

  /** What readers get: asking for an unknown name doesn't make it known. */
  readonly reader: Names = {
    code: (name) => this.#codes.get(name) ?? NO_ROW,
    name: (code) => this.name(code),
  };
}

/**
 * Makes equal texts one string in memory, across segments. Bounded: when it is full it starts anew, which costs
 * memory and nothing else.
 */
export class TextPool {
  readonly #texts = new Map<string, string>();
  readonly #capacity: number;

  constructor(capacity = 20_000) {
    this.#capacity = capacity;
  }

  share(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) {
      return known;
    }
    if (this.#texts.size >= this.#capacity) {
      this.#texts.clear();
    }
    this.#texts.set(text, text);
    return text;
  }
}
